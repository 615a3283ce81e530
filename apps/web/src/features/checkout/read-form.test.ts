import { CheckoutDraft, PlaceOrder } from "@cartwright/contracts/checkout";
import { expect, test } from "vitest";
import { readDraft, readForm, toErrors } from "./read-form.ts";

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

const MESSAGES = {
  email: "Enter an email address.",
  "shippingAddress.name": "Enter a name.",
  "shippingAddress.line1": "Enter a street.",
  "shippingAddress.city": "Enter a city.",
  "shippingAddress.postalCode": "Enter a postcode.",
  "shippingAddress.country": "Select a country.",
};

function formOf(values: Readonly<Record<string, string>>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(values)) form.set(name, value);
  return form;
}

test("reads a complete form as the contract needs it, without empty or irrelevant fields", () => {
  const read = readForm(formOf(FILLED), MESSAGES);
  expect(read).toEqual({
    ok: true,
    typed: {
      email: "kim@example.com",
      shippingAddress: {
        name: "Kim Example",
        line1: "Lindenstr. 4",
        city: "Berlin",
        postalCode: "10115",
        country: "DE",
      },
    },
  });
  const contract = PlaceOrder.pick({ email: true, shippingAddress: true });
  expect(contract.safeParse(read.ok ? read.typed : null).success).toBe(true);
});

test("keeps the region for countries that have one", () => {
  const read = readForm(
    formOf({ ...FILLED, "shippingAddress.country": "US", "shippingAddress.region": "CA" }),
    MESSAGES,
  );
  expect(read.ok && read.typed.shippingAddress.region).toBe("CA");
});

test("returns an error for each empty required field, and for no other", () => {
  const read = readForm(formOf({ "shippingAddress.country": "DE", email: "kim@example" }), MESSAGES);
  expect(read.ok ? [] : Object.keys(read.errors).toSorted()).toEqual([
    "email",
    "shippingAddress.city",
    "shippingAddress.line1",
    "shippingAddress.name",
    "shippingAddress.postalCode",
  ]);
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
