import { countryName, type Place } from "@cartwright/contracts/place";
import { useTranslations } from "@cartwright/messages/use-translations";

/** A place as text. Browsers and the server spell some countries differently (Turkey, Türkiye); either is fine. */
export function PlaceName({ place }: { place: Place }) {
  const t = useTranslations("places");
  return (
    <span suppressHydrationWarning>
      {place.kind === "country" ? countryName(place.country) : t(`kind.${place.kind}`)}
    </span>
  );
}
