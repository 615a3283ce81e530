import type { Address, CheckoutDraft, PlaceOrder } from "@cartwright/contracts/checkout";
import { WITH_REGION } from "./countries.ts";

/** Error messages by field name. */
export type FormErrors = Readonly<Record<string, string>>;

/** The typed part of an order; the rest comes from the quote and the choices. */
type Typed = Pick<PlaceOrder, "email" | "shippingAddress">;

const PREFIX = "shippingAddress.";

/** The required fields, in the order of the form, with the message for each that is empty or refused by the server. */
export type FieldMessages = Readonly<Record<string, string>>;

/** Catches typos; the server decides what a valid address is. */
const LOOKS_LIKE_EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

function reader(form: FormData): (name: string) => string {
  return (name) => {
    const value = form.get(name);
    return typeof value === "string" ? value.trim() : "";
  };
}

/**
 * Reads the form, or returns an error per field. Only common mistakes are checked here, so that no schema has to be sent to
 * the browser; the server checks everything, and its errors are shown at the same fields.
 */
export function readForm(
  form: FormData,
  messages: FieldMessages,
): { ok: true; typed: Typed } | { ok: false; errors: FormErrors } {
  const read = reader(form);
  const email = read("email").toLowerCase();
  const faulty = Object.keys(messages).filter((name) =>
    name === "email" ? !LOOKS_LIKE_EMAIL.test(email) : read(name) === "",
  );
  if (faulty.length > 0)
    return {
      ok: false,
      errors: toErrors(
        faulty.map((name) => [name, ""]),
        messages,
      ),
    };
  return { ok: true, typed: { email, shippingAddress: readAddress(read) } };
}

/** Empty optional fields are left out, and so is a region for a country that has none. */
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

const ADDRESS_FIELDS = ["name", "line1", "line2", "city", "region", "postalCode", "country"] as const;

/** What has been entered so far, as typed, and the discount code that was applied. */
export function readDraft(form: FormData, promotionCode: string | null): CheckoutDraft {
  const of = (name: string) => {
    const value = form.get(name);
    return typeof value === "string" ? value : "";
  };
  const entered = ADDRESS_FIELDS.map((name) => [name, of(PREFIX + name)] as const).filter(([, value]) => value !== "");
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
