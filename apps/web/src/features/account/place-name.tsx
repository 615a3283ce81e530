import { type Place, placeText } from "@cartwright/contracts/place";

/** A place as text. Browsers and the server spell some countries differently (Turkey, Türkiye); either is fine. */
export function PlaceName({ place }: { place: Place }) {
  return <span suppressHydrationWarning>{placeText(place)}</span>;
}
