import type { AddressField } from "@cartwright/contracts/address-rules";
import { CheckoutDraft, PlaceOrder } from "@cartwright/contracts/checkout";
import { expect, test } from "vitest";
import { type FormRules, readDraft, readForm, toErrors } from "./read-form.ts";

const FILLED: Readonly<Record<string, string>> = {
  email: " Kim@Example.com ",
  "shippingAddress.name": "Kim Example",
  "shippingAddress.line1": " Lindenstr. 4 ",
  "shippingAddress.line2": "",
  "shippingAddress.city": "Berlin",
  "shippingAddress.region": "Berlin",
  "shippingAddress.postalCode": "10115",
  "shippingAddress.country": "DE",
};

const field = (name: AddressField, required: boolean) => ({ name, label: name, required, missing: `Enter ${name}.` });
const GERMAN = {
  fields: [
    field("name", true),
    field("line1", true),
    field("line2", false),
    field("postalCode", true),
    field("city", true),
  ],
  regions: [],
  postalCode: { pattern: "\\d{5}", invalid: "Enter a postcode like 26133." },
};
const AMERICAN = {
  ...GERMAN,
  fields: [...GERMAN.fields, field("region", true)],
  regions: [{ code: "CA", name: "California" }],
};
const MESSAGES = { email: "Enter an email address.", "shippingAddress.country": "Select a country." };
const RULES = { messages: MESSAGES, address: GERMAN, ships: true };

function formOf(values: Readonly<Record<string, string>>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(values)) form.set(name, value);
  return form;
}

test("reads a complete form as the contract needs it, without empty fields", () => {
  const read = readForm(formOf(FILLED), RULES);
  expect(read).toEqual({
    ok: true,
    typed: {
      email: "Kim@Example.com",
      shippingAddress: {
        name: "Kim Example",
        line1: "Lindenstr. 4",
        city: "Berlin",
        region: "Berlin",
        postalCode: "10115",
        country: "DE",
      },
    },
  });
  const contract = PlaceOrder.pick({ email: true, shippingAddress: true });
  expect(contract.safeParse(read.ok ? read.typed : null).success).toBe(true);
});

test("checks an address by the rules of its country, and not at all before they are there", () => {
  const american = { ...FILLED, "shippingAddress.country": "US", "shippingAddress.region": "" };
  const errorsOf = (values: Readonly<Record<string, string>>, address: FormRules["address"]) => {
    const read = readForm(formOf(values), { messages: MESSAGES, address, ships: true });
    return read.ok ? {} : read.errors;
  };
  expect(errorsOf(american, AMERICAN)).toEqual({ "shippingAddress.region": "Enter region." });
  expect(errorsOf({ ...american, "shippingAddress.region": "CA" }, AMERICAN)).toEqual({});
  expect(errorsOf({ ...FILLED, "shippingAddress.postalCode": "1011" }, GERMAN)).toEqual({
    "shippingAddress.postalCode": "Enter a postcode like 26133.",
  });
  expect(errorsOf(american, null)).toEqual({});
});

test("returns an error for each empty required field, and for no other", () => {
  const read = readForm(formOf({ "shippingAddress.country": "DE", email: "kim@example" }), RULES);
  expect(read.ok ? [] : Object.keys(read.errors).toSorted()).toEqual([
    "email",
    "shippingAddress.city",
    "shippingAddress.line1",
    "shippingAddress.name",
    "shippingAddress.postalCode",
  ]);
});

test("asks only for the email address and the place for the tax when there is nothing to ship", () => {
  const rules = { messages: MESSAGES, address: GERMAN, ships: false };
  const values = { email: "kim@example.com", "billingAddress.country": "FR" };
  expect(readForm(formOf(values), rules)).toEqual({
    ok: true,
    typed: { email: "kim@example.com", billingAddress: { country: "FR" } },
  });
  expect(readForm(formOf({ ...values, "billingAddress.region": "CA" }), rules)).toMatchObject({
    typed: { billingAddress: { region: "CA" } },
  });
  expect(readForm(formOf({ "billingAddress.country": "FR" }), rules)).toMatchObject({ ok: false });
  expect(readDraft(formOf({ "billingAddress.country": "FR" }), null)).toEqual({ shippingAddress: { country: "FR" } });
});

test("shows the first error of a field, in our own words where there are any", () => {
  expect(
    toErrors(
      [
        ["shippingAddress.line2", "too long"],
        ["shippingAddress.line2", "strange"],
        ["email", "Invalid email"],
      ],
      MESSAGES,
    ),
  ).toEqual({ "shippingAddress.line2": "too long", email: "Enter an email address." });
});

test("reads a draft as it was typed, without fields that are empty", () => {
  const form = formOf({ email: " kim@exa", "shippingAddress.line2": "", "shippingAddress.city": "Ber", token: "tok" });
  const draft = readDraft(form, "WELCOME10");
  expect(draft).toEqual({ email: " kim@exa", shippingAddress: { city: "Ber" }, promotionCode: "WELCOME10" });
  expect(CheckoutDraft.safeParse(draft).success).toBe(true);
  expect(readDraft(formOf({}), null)).toEqual({});
});
