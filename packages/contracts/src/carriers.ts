/** A carrier that the shop knows, and where its parcels can be followed. `{number}` stands for the tracking number. */
export interface Carrier {
  readonly id: string;
  readonly name: string;
  readonly trackingUrl: string;
}

/** Common carriers by name. The addresses are those of the carriers' own tracking pages. */
export const CARRIERS: readonly Carrier[] = [
  {
    id: "australia_post",
    name: "Australia Post",
    trackingUrl: "https://auspost.com.au/mypost/track/details/{number}",
  },
  {
    id: "bpost",
    name: "bpost",
    trackingUrl: "https://track.bpost.cloud/btr/web/#/search?itemCode={number}",
  },
  {
    id: "canada_post",
    name: "Canada Post",
    trackingUrl: "https://www.canadapost-postescanada.ca/track-reperage/en#/search?searchFor={number}",
  },
  {
    id: "colissimo",
    name: "La Poste Colissimo",
    trackingUrl: "https://www.laposte.fr/outils/suivre-vos-envois?code={number}",
  },
  {
    id: "correos",
    name: "Correos",
    trackingUrl: "https://www.correos.es/es/en/tools/tracker/items/details?tracking-number={number}",
  },
  {
    id: "dhl",
    name: "DHL",
    trackingUrl: "https://www.dhl.com/global-en/home/tracking.html?tracking-id={number}",
  },
  {
    id: "dpd",
    name: "DPD",
    trackingUrl: "https://www.dpdgroup.com/be/mydpd/my-parcels/track?lang=en&parcelNumber={number}",
  },
  { id: "evri", name: "Evri", trackingUrl: "https://www.evri.com/track/parcel/{number}" },
  { id: "fedex", name: "FedEx", trackingUrl: "https://www.fedex.com/fedextrack/?trknbr={number}" },
  { id: "gls", name: "GLS", trackingUrl: "https://gls-group.com/GROUP/en/parcel-tracking?match={number}" },
  {
    id: "hermes",
    name: "Hermes",
    trackingUrl: "https://www.myhermes.de/empfangen/sendungsverfolgung/sendungsinformation#{number}",
  },
  {
    id: "inpost",
    name: "InPost",
    trackingUrl: "https://inpost.pl/en/find-parcel?number={number}",
  },
  {
    id: "austrian_post",
    name: "Österreichische Post",
    trackingUrl: "https://www.post.at/en/s/item-details?snr={number}",
  },
  {
    id: "poste_italiane",
    name: "Poste Italiane",
    trackingUrl: "https://www.poste.it/cerca/index.html#/risultati-spedizioni/{number}",
  },
  {
    id: "postnl",
    name: "PostNL",
    trackingUrl: "https://www.internationalparceltracking.com/#/search?barcode={number}",
  },
  { id: "postnord", name: "PostNord", trackingUrl: "https://tracking.postnord.com/en/tracking?id={number}" },
  {
    id: "royal_mail",
    name: "Royal Mail",
    trackingUrl: "https://www.royalmail.com/track-your-item#/tracking-results/{number}",
  },
  {
    id: "swiss_post",
    name: "Swiss Post",
    trackingUrl: "https://service.post.ch/ekp-web/ui/entry/search/{number}",
  },
  { id: "ups", name: "UPS", trackingUrl: "https://www.ups.com/track?tracknum={number}" },
  {
    id: "usps",
    name: "USPS",
    trackingUrl: "https://tools.usps.com/go/TrackConfirmAction?tLabels={number}",
  },
];

const folded = (text: string) =>
  text
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_-]+/g, " ");

/** The carrier of this id or name, however it is written. Null for any other carrier. */
export function findCarrier(name: string): Carrier | null {
  const wanted = folded(name);
  return CARRIERS.find((carrier) => folded(carrier.id) === wanted || folded(carrier.name) === wanted) ?? null;
}

/** Where a parcel of a carrier can be followed; null when the carrier is not known. */
export function trackingUrlOf(carrier: string, trackingNumber: string): string | null {
  const known = findCarrier(carrier);
  if (!known) return null;
  return known.trackingUrl.replace("{number}", encodeURIComponent(trackingNumber.replaceAll(/\s+/g, "")));
}
