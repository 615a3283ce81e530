import { afterAll, beforeAll, expect, test } from "vitest";
import { createMembers, inputFor, newEmail, PASSWORD } from "../testing/members.ts";
import { createTestBrowser } from "../testing/test-browser.ts";
import { startTestEdge, type TestEdge } from "../testing/test-edge.ts";

const NEW_PASSWORD = "eight stones in a row";
let edge: TestEdge;

beforeAll(async () => {
  edge = await startTestEdge();
});
afterAll(async () => edge.close());

const { templatesTo, tokenFor, member } = createMembers(() => edge);

test("changes the email address when the new one is verified, and notifies the old one", async () => {
  const { browser, email } = await member();
  const next = newEmail();
  const taken = (await member()).email;
  expect((await browser.mutate("account.changeEmail", { password: "wrong one", email: next })).reason).toBe(
    "credentials_invalid",
  );
  expect((await browser.mutate("account.changeEmail", { password: PASSWORD, email: taken })).status).toBe(200);
  expect(await templatesTo(taken)).toEqual(["verify"]);
  expect((await browser.mutate("account.changeEmail", { password: PASSWORD, email: next })).status).toBe(200);
  expect((await browser.query("account.me")).data).toMatchObject({ email });
  const token = await tokenFor(next, "change_email");
  expect((await browser.mutate("account.verifyEmail", { token })).data).toEqual({ done: "email_changed" });
  expect((await browser.query("account.me")).data).toMatchObject({ email: next, emailVerified: true });
  expect(await templatesTo(email)).toContain("email_changed");
});

/** An account whose email address was changed by someone who knows its password. */
async function moved() {
  const { browser: thief, email } = await member();
  await thief.mutate("account.verifyEmail", { token: await tokenFor(email, "verify") });
  const next = newEmail();
  await thief.mutate("account.changeEmail", { password: PASSWORD, email: next });
  await thief.mutate("account.verifyEmail", { token: await tokenFor(next, "change_email") });
  return { thief, email, next };
}

test("the owner can undo a change of the email address by the mail to the old one, whatever happened since", async () => {
  const { thief, email, next } = await moved();
  // The thief tries to keep the account: another password, another address, and the old address for an account of their own.
  await thief.mutate("account.changePassword", { current: PASSWORD, password: NEW_PASSWORD });
  const last = newEmail();
  await thief.mutate("account.changeEmail", { password: NEW_PASSWORD, email: last });
  await thief.mutate("account.verifyEmail", { token: await tokenFor(last, "change_email") });
  expect((await createTestBrowser(edge.url).mutate("account.register", inputFor(email))).status).toBe(200);
  const other = await member();
  await other.browser.mutate("account.changeEmail", { password: PASSWORD, email });
  expect(await templatesTo(email)).not.toContain("change_email");

  const owner = createTestBrowser(edge.url);
  const token = await tokenFor(email, "email_changed");
  expect((await owner.mutate("account.verifyEmail", { token })).data).toEqual({ done: "email_restored" });
  expect((await owner.mutate("account.verifyEmail", { token })).reason).toBe("token_invalid");
  expect((await thief.query("account.me")).reason).toBe("sign_in_required");
  const again = createTestBrowser(edge.url);
  for (const password of [PASSWORD, NEW_PASSWORD]) {
    expect((await again.logIn(last, password)).status).toBe(401);
    expect((await again.logIn(email, password)).status).toBe(401);
  }
  // The undo link for the address in between does not lead back there either.
  const between = await tokenFor(next, "email_changed");
  expect((await again.mutate("account.verifyEmail", { token: between })).reason).toBe("token_invalid");
  const password = "nine stones in a row";
  const reset = { token: await tokenFor(email, "reset"), password };
  expect((await owner.mutate("account.resetPassword", reset)).status).toBe(200);
  expect((await owner.logIn(email, password)).status).toBe(200);
  expect((await owner.query("account.me")).data).toMatchObject({ email, emailVerified: true });
  expect(await templatesTo(last)).toContain("email_restored");
});

test("an email address that was never verified gives no access to an account that has left it", async () => {
  const { browser, email } = await member();
  const next = newEmail();
  await browser.mutate("account.changeEmail", { password: PASSWORD, email: next });
  await browser.mutate("account.verifyEmail", { token: await tokenFor(next, "change_email") });
  expect(await templatesTo(email)).toContain("email_changed");
  await expect(tokenFor(email, "email_changed")).rejects.toThrow("no email_changed mail with a link");
});

test("a change of the email address invalidates links that were mailed to the old one", async () => {
  const { browser, email } = await member();
  const next = newEmail();
  await createTestBrowser(edge.url).mutate("account.forgotPassword", { email });
  await browser.mutate("account.changeEmail", { password: PASSWORD, email: next });
  await browser.mutate("account.verifyEmail", { token: await tokenFor(next, "change_email") });
  const stranger = createTestBrowser(edge.url);
  const old = { token: await tokenFor(email, "reset"), password: NEW_PASSWORD };
  expect((await stranger.mutate("account.resetPassword", old)).reason).toBe("token_invalid");
  expect((await stranger.logIn(next, PASSWORD)).status).toBe(200);
});
