import { createStaff } from "@cartwright/core/accounts/staff/create-staff";
import { codeAt } from "@cartwright/core/accounts/second-factor/totp";
import { newId } from "@cartwright/core/kernel/ids";
import { letStepPass, PASSWORD, presentStep } from "@cartwright/core/testing/enrolment";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestBrowser, type TestBrowser } from "../testing/test-browser.ts";
import { startTestEdge, type TestEdge } from "../testing/test-edge.ts";

const NEW_PASSWORD = "seven rivers under a bridge";
let edge: TestEdge;
beforeAll(async () => {
  edge = await startTestEdge();
});
afterAll(() => edge.close());

/** A person with the browser at hand, a copy of its cookies, and a log-in on another device. */
async function person() {
  const email = `${newId()}@example.com`;
  const id = await createStaff(edge.deps.api, { email, password: PASSWORD, role: "shopper" });
  const [here, elsewhere] = [createTestBrowser(edge.url), createTestBrowser(edge.url)];
  await here.logIn(email, PASSWORD);
  await elsewhere.logIn(email, PASSWORD);
  return { email, id, here, elsewhere };
}
function copyOf(browser: TestBrowser): TestBrowser {
  const copy = createTestBrowser(edge.url);
  for (const [name, value] of browser.cookies) copy.cookies.set(name, value);
  return copy;
}
const isIn = async (browser: TestBrowser) => (await browser.query("account.me")).status === 200;
/** What is left of a copied browser when its access token has expired: its refresh token. */
function withoutAccess(browser: TestBrowser): TestBrowser {
  browser.cookies.delete("cartwright-session");
  return browser;
}
async function codeFor(secret: string): Promise<string> {
  return codeAt(secret, await presentStep(edge.database.db));
}

/** Makes a change, and returns what is left of every session and every copy afterwards. */
async function changing(who: Awaited<ReturnType<typeof person>>, change: (browser: TestBrowser) => Promise<number>) {
  const { here, elsewhere } = who;
  const [copy, refreshing] = [copyOf(here), withoutAccess(copyOf(here))];
  const csrf = await here.csrf();
  const status = await change(here);
  const left = { copy: await isIn(copy), refreshing: await isIn(refreshing), elsewhere: await isIn(elsewhere) };
  const isHere = await isIn(here);
  // The page that is open keeps its token, and the session can be renewed as before.
  const ended = (await here.mutate("account.sessions.revokeOthers")).data;
  const keepsToken = (await here.csrf()) === csrf;
  return { status, ...left, here: isHere, ended, keepsToken, renewable: await isIn(withoutAccess(here)) };
}
const RENEWED = {
  status: 200,
  copy: false,
  refreshing: false,
  elsewhere: false,
  here: true,
  ended: { ended: 0 },
  keepsToken: true,
  renewable: true,
};

test("a changed password ends every session and every copy of this one, and renews this one", async () => {
  const who = await person();
  const left = await changing(who, async (browser) => {
    const change = { current: PASSWORD, password: NEW_PASSWORD, endOtherSessions: false };
    return (await browser.mutate("account.changePassword", change)).status;
  });
  expect(left).toEqual(RENEWED);
  expect((await who.here.query("account.sessions.list")).data).toMatchObject([{ current: true }]);
});

test("turning two-step verification on or off ends every other session and copy", async () => {
  const who = await person();
  let secret = "";
  const enabled = await changing(who, async (browser) => {
    const begun = await browser.mutate("account.secondFactor.begin", { password: PASSWORD });
    secret = (begun.data as { secret: string }).secret;
    return (await browser.mutate("account.secondFactor.confirm", { code: await codeFor(secret) })).status;
  });
  expect(enabled).toEqual(RENEWED);
  await letStepPass(edge.database.db, who.id);
  const disabled = await changing({ ...who, elsewhere: copyOf(who.here) }, async (browser) => {
    const proof = { password: PASSWORD, code: await codeFor(secret) };
    return (await browser.mutate("account.secondFactor.disable", proof)).status;
  });
  expect(disabled).toEqual(RENEWED);
});

test("changing the email address ends every other session and copy, wherever its link is followed", async () => {
  const follow = async (browser: TestBrowser, email: string) => {
    const mails = await edge.database.db
      .selectFrom("notifications.mails")
      .select("text")
      .where("recipient", "=", email)
      .execute();
    const token = /#token=([\w-]{43})/.exec(mails.at(-1)?.text ?? "")?.[1];
    return (await browser.mutate("account.verifyEmail", { token })).status;
  };
  const who = await person();
  const next = `${newId()}@example.com`;
  await who.here.mutate("account.changeEmail", { password: PASSWORD, email: next });
  expect(await changing(who, (browser) => follow(browser, next))).toEqual(RENEWED);

  const other = await person();
  const last = `${newId()}@example.com`;
  await other.here.mutate("account.changeEmail", { password: PASSWORD, email: last });
  expect(await follow(createTestBrowser(edge.url), last)).toBe(200);
  expect([await isIn(other.here), await isIn(other.elsewhere)]).toEqual([false, false]);
});

test("a request that was on its way while the session was renewed does not clear the new cookies", async () => {
  const { here } = await person();
  const late = copyOf(here);
  await here.mutate("account.changePassword", { current: PASSWORD, password: NEW_PASSWORD });
  const response = await late.fetch("/api/trpc/account.visitor");
  expect(response.headers.getSetCookie()).toEqual([]);
  // Once the session has ended for good, they are cleared as always.
  await here.logOut();
  const later = await late.fetch("/api/trpc/account.visitor");
  expect(later.headers.getSetCookie().join()).toContain("cartwright-session=;");
});
