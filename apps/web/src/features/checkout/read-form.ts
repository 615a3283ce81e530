import type { AddressForm } from "@cartwright/contracts/address-form";
import { ADDRESS_FIELDS, checkAddress } from "@cartwright/contracts/address-rules";
import type { Address, CheckoutDraft, PlaceOrder } from "@cartwright/contracts/checkout";

/** Error messages by field name. */
export type FormErrors = Readonly<Record<string, string>>;

/** The typed part of an order; the rest comes from the quote and the choices. */
type Typed = Pick<PlaceOrder, "email" | "shippingAddress" | "billingAddress">;

const PREFIX = "shippingAddress.";
const BILLING_PREFIX = "billingAddress.";

/** The form's own messages, by field, for what is empty or refused by the server. */
export type FieldMessages = Readonly<Record<string, string>>;

/** What the form is checked by. Without the rules of the country only the server checks the address. */
export interface FormRules {
  readonly messages: FieldMessages;
  readonly address: Pick<AddressForm, "fields" | "regions" | "postalCode"> | null;
  /** Whether anything ships. */
  readonly ships: boolean;
}

/** Catches typos; the server decides what a valid address is. */
export const looksLikeEmail = (typed: string): boolean => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(typed);

/** The values of a form, trimmed; empty for a field that it does not have. */
export function reader(form: FormData): (name: string) => string {
  return (name) => {
    const value = form.get(name);
    return typeof value === "string" ? value.trim() : "";
  };
}

/**
 * Reads the form, or returns an error per field. The address is checked by the rules of its country, which are the server's;
 * everything else only for common mistakes, so that no schema has to be sent to the browser. The server checks everything,
 * and its errors are shown at the same fields. Without anything to ship only the email address and the place for the tax are
 * read.
 */
export function readForm(
  form: FormData,
  { messages, address: rules, ships }: FormRules,
): { ok: true; typed: Typed } | { ok: false; errors: FormErrors } {
  const read = reader(form);
  const email = read("email");
  const emailErrors = looksLikeEmail(email) ? {} : { email: messages["email"] ?? "" };
  if (!ships) {
    const [country, region] = [read(`${BILLING_PREFIX}country`), read(`${BILLING_PREFIX}region`)];
    const billingAddress = { country, ...(region === "" ? {} : { region }) };
    return "email" in emailErrors ? { ok: false, errors: emailErrors } : { ok: true, typed: { email, billingAddress } };
  }
  const shippingAddress = readAddress(read, PREFIX);
  const errors = {
    ...emailErrors,
    ...(shippingAddress.country === "" ? { [`${PREFIX}country`]: messages[`${PREFIX}country`] ?? "" } : {}),
    ...(rules ? addressErrors(rules, shippingAddress, PREFIX) : {}),
  };
  return Object.keys(errors).length > 0 ? { ok: false, errors } : { ok: true, typed: { email, shippingAddress } };
}

/** What is wrong with an address, by the names of the form's fields. */
export function addressErrors(
  rules: Pick<AddressForm, "fields" | "regions" | "postalCode">,
  address: Address,
  prefix: string,
): FormErrors {
  return Object.fromEntries(
    Object.entries(checkAddress(rules, address)).map(([field, message]) => [prefix + field, message]),
  );
}

/** The address of a form. Empty optional fields are left out. */
export function readAddress(read: (name: string) => string, prefix: string): Address {
  const of = (name: keyof Address) => read(prefix + name);
  const [line2, region] = [of("line2"), of("region")];
  return {
    name: of("name"),
    line1: of("line1"),
    ...(line2 === "" ? {} : { line2 }),
    city: of("city"),
    ...(region === "" ? {} : { region }),
    postalCode: of("postalCode"),
    country: of("country"),
  };
}

/** What has been entered so far, as typed, and the discount code that was applied. */
export function readDraft(form: FormData, promotionCode: string | null): CheckoutDraft {
  const of = (name: string) => {
    const value = form.get(name);
    return typeof value === "string" ? value : "";
  };
  // Without anything to ship the place for the tax is the only part of an address.
  const placeOf = (name: "country" | "region") => of(PREFIX + name) || of(BILLING_PREFIX + name);
  const entered = [...ADDRESS_FIELDS, "country" as const]
    .map((name) => [name, name === "country" || name === "region" ? placeOf(name) : of(PREFIX + name)] as const)
    .filter(([, value]) => value !== "");
  const [email, shippingMethodId] = [of("email"), of("shippingMethodId")];
  return {
    ...(email === "" ? {} : { email }),
    ...(entered.length === 0 ? {} : { shippingAddress: Object.fromEntries(entered) }),
    ...(shippingMethodId === "" ? {} : { shippingMethodId }),
    ...(promotionCode === null ? {} : { promotionCode }),
  };
}

/** The first error of each field: our own message if there is one, else the server's. */
export function toErrors(
  errors: readonly (readonly [path: string, message: string])[],
  messages: FieldMessages,
): FormErrors {
  return Object.fromEntries(errors.toReversed().map(([path, message]) => [path, messages[path] ?? message]));
}
