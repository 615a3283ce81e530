import { countryName } from "@cartwright/contracts/place";
import {
  type AdminCreateZone,
  type AdminRemoveZone,
  type AdminSaveZone,
  PLACES_MAX,
  type ShippingPlace,
  ZONES_MAX,
  type ZoneId,
} from "@cartwright/contracts/shipping";
import type { Tx } from "@cartwright/db/transaction";
import { getTranslations } from "@cartwright/messages/get-translations";
import { SHOP_CURRENCY } from "@cartwright/contracts/money";
import { AppError } from "../../kernel/app-error.ts";
import { newId } from "../../kernel/ids.ts";
import { fieldError } from "../../kernel/field-error.ts";
import { placeName } from "../../places/place-name.ts";
import { findRegion } from "../../places/regions.ts";
import { selectMethods } from "./methods.sql.ts";
import { deleteZone, lockShipping, selectZones, type StoredZone, upsertZone } from "./zones.sql.ts";

/** What a zone was, and what it is now. */
export interface ZoneChange {
  readonly id: ZoneId;
  readonly before: StoredZone | null;
  readonly after: Omit<StoredZone, "version"> | null;
}

const refusePlaces = (message: string) => fieldError("places", message);

/** Regions as their codes, each place once. Throws `invalid_input` for a region that its country does not have. */
function knownPlaces(places: readonly ShippingPlace[]): ShippingPlace[] {
  const known = places.map(({ country, region }): ShippingPlace => {
    if (region === "") return { country, region };
    const found = findRegion(country, region);
    if (found) return { country, region: found[0] };
    throw refusePlaces(getTranslations("fieldProblems")("noRegion", { country: countryName(country) }));
  });
  const byName = new Map(known.map((place) => [`${place.country} ${place.region}`, place]));
  return [...byName.values()].toSorted(
    (one, other) => one.country.localeCompare(other.country, "en") || one.region.localeCompare(other.region, "en"),
  );
}

/** Refuses places that another zone has, and a second zone for everywhere else. */
function refuseTaken(others: readonly StoredZone[], { places, rest }: Pick<StoredZone, "places" | "rest">): void {
  const t = getTranslations("fieldProblems");
  const otherRest = rest ? others.find((zone) => zone.rest) : undefined;
  if (otherRest) throw fieldError("rest", t("zoneRestTaken", { zone: otherRest.name }));
  for (const place of places) {
    const taken = others.find((zone) =>
      zone.places.some(({ country, region }) => country === place.country && region === place.region),
    );
    if (taken) throw refusePlaces(t("zoneTaken", { place: placeName(place), zone: taken.name }));
  }
}

function requireZone(zones: readonly StoredZone[], { zoneId, version }: AdminRemoveZone): StoredZone {
  const zone = zones.find(({ id }) => id === zoneId);
  if (!zone) throw new AppError("not_found");
  if (zone.version !== version) throw new AppError("stale_write");
  return zone;
}

/**
 * Adds a zone, or changes the one that is named, in the caller's transaction; quotes use it from the commit on. Throws `not_found`
 * and `stale_write` (removed or changed meanwhile), and `invalid_input`: a place that another zone has, a region that its country
 * does not have, too many zones or places.
 */
export async function saveZone(tx: Tx, input: AdminCreateZone | AdminSaveZone): Promise<ZoneChange> {
  await lockShipping(tx);
  const zones = await selectZones(tx);
  const before = "zoneId" in input ? requireZone(zones, input) : null;
  const others = zones.filter(({ id }) => id !== before?.id);
  const t = getTranslations("errorDetails");
  if (!before && zones.length >= ZONES_MAX)
    throw new AppError("invalid_input", { message: t("zonesMax", { max: ZONES_MAX }) });
  const places = knownPlaces(input.places);
  if (others.reduce((sum, zone) => sum + zone.places.length, places.length) > PLACES_MAX)
    throw refusePlaces(t("zonePlacesMax", { max: PLACES_MAX }));
  const after = { id: before?.id ?? newId<ZoneId>(), name: input.name, rest: input.rest, places };
  refuseTaken(others, after);
  await upsertZone(tx, after);
  return { id: after.id, before, after };
}

/**
 * Removes a zone in the caller's transaction: its places belong to the rest of the world from then on. Throws `not_found`,
 * `stale_write`, and `illegal_transition` while methods are offered in it.
 */
export async function removeZone(tx: Tx, input: AdminRemoveZone): Promise<ZoneChange> {
  await lockShipping(tx);
  const before = requireZone(await selectZones(tx), input);
  const methods = (await selectMethods(tx, SHOP_CURRENCY)).filter(({ zoneIds }) => zoneIds.includes(before.id));
  if (methods.length > 0) {
    const message = getTranslations("errorDetails")("zoneInUse", { count: methods.length });
    throw new AppError("illegal_transition", { message });
  }
  await deleteZone(tx, before.id);
  return { id: before.id, before, after: null };
}
