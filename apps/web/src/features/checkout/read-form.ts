import { Address, Email, type PlaceOrder } from "@cartwright/contracts/checkout";
import { z } from "zod";
import { WITH_REGION } from "./countries.ts";

/** What is wrong with which field, by the name that the field has in the form. */
export type FormErrors = Readonly<Record<string, string>>;

/** What people type; the rest of an order comes from the quote and the choices. */
const Typed = z.strictObject({ email: Email, shippingAddress: Address });

const SENTENCES: Readonly<Record<string, string>> = {
  email: "Enter an e-mail address, such as name@example.com.",
  "shippingAddress.name": "Enter the name for the parcel.",
  "shippingAddress.line1": "Enter street and house number.",
  "shippingAddress.city": "Enter the town or city.",
  "shippingAddress.postalCode": "Enter the postal code.",
  "shippingAddress.country": "Choose a country.",
};

const textOf = (form: FormData, name: string) => {
  const value = form.get(name);
  return typeof value === "string" ? value.trim() : "";
};

/** The address as far as it is filled in; empty optional fields are left out. */
export function readAddress(form: FormData): Record<string, string> {
  const names = ["name", "line1", "line2", "city", "region", "postalCode", "country"] as const;
  const country = textOf(form, "shippingAddress.country");
  const filled = names
    .map((name) => [name, textOf(form, `shippingAddress.${name}`)] as const)
    // A region typed for a country that has none was meant for another country.
    .filter(([name, value]) => value !== "" && (name !== "region" || WITH_REGION.has(country)));
  return Object.fromEntries(filled);
}

/** Reads the form, or says per field what is wrong. The server checks all of it again. */
export function readForm(
  form: FormData,
): { ok: true; typed: Pick<PlaceOrder, "email" | "shippingAddress"> } | { ok: false; errors: FormErrors } {
  const result = Typed.safeParse({ email: textOf(form, "email"), shippingAddress: readAddress(form) });
  if (result.success) return { ok: true, typed: result.data };
  return { ok: false, errors: toErrors(result.error.issues.map((issue) => [issue.path.join("."), issue.message])) };
}

/** The first complaint per field, in words for a person where the schema's are for programs. */
export function toErrors(complaints: readonly (readonly [path: string, message: string])[]): FormErrors {
  return Object.fromEntries(complaints.toReversed().map(([path, message]) => [path, SENTENCES[path] ?? message]));
}
