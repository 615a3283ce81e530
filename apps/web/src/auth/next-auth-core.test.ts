import { expect, test } from "vitest";
import { AuthHandler } from "./next-auth-core.ts";

test("next-auth's core takes a plain request and returns a plain response", async () => {
  const logger = { error: () => undefined, warn: () => undefined, debug: () => undefined };
  const options = { secret: "a secret of this test", providers: [], pages: { signOut: "/account" }, logger };
  const request = { method: "GET", providerId: undefined, error: undefined, query: {}, body: undefined, cookies: {} };
  const headers = { host: "shop.example.com" };
  const signOut = await AuthHandler({ req: { ...request, headers, action: "signout" }, options });
  expect(signOut.redirect).toBe("/account");
  const providers = await AuthHandler({ req: { ...request, headers, action: "providers" }, options });
  expect(providers.body).toEqual({});
});
