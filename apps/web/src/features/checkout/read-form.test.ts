import { PlaceOrder } from "@cartwright/contracts/checkout";
import { expect, test } from "vitest";
import { readForm, toErrors } from "./read-form.ts";

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

function formOf(values: Readonly<Record<string, string>>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(values)) form.set(name, value);
  return form;
}

test("a filled form is read as the contract wants it, empty and meaningless fields left out", () => {
  const read = readForm(formOf(FILLED));
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

test("a region counts where addresses have one", () => {
  const read = readForm(formOf({ ...FILLED, "shippingAddress.country": "US", "shippingAddress.region": "CA" }));
  expect(read.ok && read.typed.shippingAddress.region).toBe("CA");
});

test("each required field that is empty has its sentence, and nothing else has", () => {
  const read = readForm(formOf({ "shippingAddress.country": "DE", email: "kim@example" }));
  expect(read.ok ? [] : Object.keys(read.errors).toSorted()).toEqual([
    "email",
    "shippingAddress.city",
    "shippingAddress.line1",
    "shippingAddress.name",
    "shippingAddress.postalCode",
  ]);
});

test("of several complaints about a field the first is shown, in words for a person", () => {
  expect(
    toErrors([
      ["shippingAddress.line2", "too long"],
      ["shippingAddress.line2", "strange"],
      ["email", "Invalid email"],
    ]),
  ).toEqual({ "shippingAddress.line2": "too long", email: "Enter an e-mail address, such as name@example.com." });
});
