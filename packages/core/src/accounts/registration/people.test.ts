import { randomUUID } from "node:crypto";
import { Credentials, Register } from "@cartwright/contracts/accounts";
import { Address } from "@cartwright/contracts/checkout";
import { UserId } from "@cartwright/contracts/ids";
import { afterAll, beforeAll, expect, test } from "vitest";
import { listCustomers } from "../../admin/customers/list-customers.ts";
import PEOPLE from "../../places/fixtures/people.json" with { type: "json" };
import { formatAddress } from "../../places/format-address.ts";
import { resolveAddress } from "../../places/resolve-address.ts";
import { ADDRESS } from "../../testing/fixtures.ts";
import { type PostOffice, startPostOffice } from "../../testing/post-office.ts";
import { readMe } from "../profile/read-me.ts";
import { findUserByEmail } from "../users.sql.ts";
import { registerUser } from "./register-user.ts";

const publicOrigin = "https://shop.example.com";
const password = "tin-harbour-lantern-42";
let office: PostOffice;
beforeAll(async () => {
  office = await startPostOffice(publicOrigin);
});
afterAll(() => office.close());

const register = (typed: { readonly email: string; readonly firstName?: string; readonly lastName?: string }) =>
  registerUser(office.deps, publicOrigin, Register.parse({ firstName: "Kim", password, ...typed }));

/** The account that someone who types an address at the log-in gets. */
const accountOf = (email: string) => findUserByEmail(office.db, Credentials.parse({ email, password }).email);

test.each([
  ["info@bücher.example", ["info@xn--bcher-kva.example", "INFO@Bücher.example"], "info@xn--bcher-kva.example"],
  ["a.b+shop@example.com", ["A.B+shop@example.com"], "a.b+shop@example.com"],
  ["Ada@Example.COM", ["ada@example.com"], "ada@example.com"],
  ["jose\u0301@example.com", ["josé@example.com"], "josé@example.com"],
])("%s is one account in every form, and is mailed at %s", async (typed, others, mailed) => {
  await register({ email: typed });
  const account = await accountOf(typed);
  expect(account?.email).toBe(mailed);
  for (const other of others) {
    await register({ email: other });
    expect((await accountOf(other))?.id).toBe(account?.id);
  }
  const mails = await office.db
    .selectFrom("notifications.mails")
    .select("template")
    .where("recipient", "=", mailed)
    .execute();
  expect(mails.map(({ template }) => template).toSorted()).toEqual(["already_registered", "verify"]);
});

test("an international address is shown in its own script, and found by either form", async () => {
  await register({ email: "kontakt@müller.example" });
  const account = await accountOf("kontakt@müller.example");
  const id = UserId.parse(account?.id);
  expect(await readMe(office.deps, id)).toMatchObject({
    email: "kontakt@müller.example",
  });
  for (const query of ["kontakt@müller.example", "kontakt@xn--mller-kva.example", "MÜLLER.example"]) {
    const { items } = await listCustomers(office.db, { query, limit: 10 });
    expect(items).toMatchObject([{ email: "kontakt@müller.example" }]);
  }
});

const NAMES = PEOPLE.flatMap(({ firstName, lastName, what }) =>
  firstName === undefined ? [] : [{ what, firstName, lastName }],
);

test.each(NAMES)("a $what is taken as typed, in an account and an address", async ({ firstName, lastName }) => {
  const email = `${randomUUID()}@example.com`;
  await register({ email, firstName, lastName });
  expect(await accountOf(email)).toMatchObject({ firstName, lastName });
  const name = `${firstName} ${lastName}`.trim();
  expect(formatAddress(resolveAddress(Address.parse({ ...ADDRESS, name }), "address"))[0]).toBe(name);
});
