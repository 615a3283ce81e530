import type { Address, PlaceOrder } from "@cartwright/contracts/checkout";
import { WITH_REGION } from "./countries.ts";

/** What is wrong with which field, by the name that the field has in the form. */
export type FormErrors = Readonly<Record<string, string>>;

/** What people type; the rest of an order comes from the quote and the choices. */
type Typed = Pick<PlaceOrder, "email" | "shippingAddress">;

const PREFIX = "shippingAddress.";

/** What to say of a required field that is empty, or that the server does not take. */
const SENTENCES: Readonly<Record<string, string>> = {
  email: "Enter an e-mail address, such as name@example.com.",
  [`${PREFIX}name`]: "Enter the name for the parcel.",
  [`${PREFIX}line1`]: "Enter street and house number.",
  [`${PREFIX}city`]: "Enter the town or city.",
  [`${PREFIX}postalCode`]: "Enter the postal code.",
  [`${PREFIX}country`]: "Choose a country.",
};

/** Enough to catch a slip of the fingers; what an address really is, the server decides. */
const LOOKS_LIKE_EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

function reader(form: FormData): (name: string) => string {
  return (name) => {
    const value = form.get(name);
    return typeof value === "string" ? value.trim() : "";
  };
}

/**
 * Reads the form, or says per field what is missing. Only what people get wrong is checked here, so that no schema has to
 * travel to the browser; the server checks everything and its complaints are shown at the same fields.
 */
export function readForm(form: FormData): { ok: true; typed: Typed } | { ok: false; errors: FormErrors } {
  const read = reader(form);
  const email = read("email").toLowerCase();
  const faulty = Object.keys(SENTENCES).filter((name) =>
    name === "email" ? !LOOKS_LIKE_EMAIL.test(email) : read(name) === "",
  );
  if (faulty.length > 0) return { ok: false, errors: toErrors(faulty.map((name) => [name, ""])) };
  return { ok: true, typed: { email, shippingAddress: readAddress(read) } };
}

/** Empty optional fields are left out. A region typed for a country that has none was meant for another country. */
function readAddress(read: (name: string) => string): Address {
  const of = (name: keyof Address) => read(PREFIX + name);
  const [line2, region, country] = [of("line2"), of("region"), of("country")];
  return {
    name: of("name"),
    line1: of("line1"),
    ...(line2 === "" ? {} : { line2 }),
    city: of("city"),
    ...(region !== "" && WITH_REGION.has(country) ? { region } : {}),
    postalCode: of("postalCode"),
    country,
  };
}

/** The first complaint per field, in words for a person where there are any. */
export function toErrors(complaints: readonly (readonly [path: string, message: string])[]): FormErrors {
  return Object.fromEntries(complaints.toReversed().map(([path, message]) => [path, SENTENCES[path] ?? message]));
}
