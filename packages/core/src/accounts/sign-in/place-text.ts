import { countryName, type Place } from "@cartwright/contracts/place";
import { getTranslations } from "@cartwright/messages/get-translations";

/** The name of a place: `Germany`, `Local network`. */
export function placeText(place: Place): string {
  return place.kind === "country" ? countryName(place.country) : getTranslations("places")(`kind.${place.kind}`);
}
