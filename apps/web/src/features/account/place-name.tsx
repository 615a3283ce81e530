import { type Place, placeText } from "@cartwright/contracts/place";

/** A place in words. Browsers spell some countries otherwise than the server (Turkey, Türkiye); either will do. */
export function PlaceName({ place }: { place: Place }) {
  return <span suppressHydrationWarning>{placeText(place)}</span>;
}
