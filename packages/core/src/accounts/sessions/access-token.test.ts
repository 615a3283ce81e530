import { expect, test } from "vitest";
import { SignJWT } from "jose";
import { newId } from "../../kernel/ids.ts";
import { createAccessTokens, type AccessClaims } from "./access-token.ts";
import { deriveKeys } from "../second-factor/derive-key.ts";

const OLD = "k3yZ".repeat(9);
const NEW = "n3wQ".repeat(9);

const claims = (): AccessClaims => ({ userId: newId(), sessionId: newId(), role: "support" });

test("returns the claims that a token was signed for, and its expiry", async () => {
  const tokens = createAccessTokens({ secrets: [OLD], lifetimeSeconds: 900 });
  const signed = claims();
  const before = Date.now();
  const token = await tokens.sign(signed);
  const after = Date.now();
  const read = await tokens.verify(token);
  expect(read).toMatchObject(signed);
  // A token's times are whole seconds.
  const signedAt = (read?.expiresAt.getTime() ?? 0) - 900_000;
  expect(signedAt).toBeGreaterThan(before - 1_000);
  expect(signedAt).toBeLessThanOrEqual(after);
});

test("accepts old tokens while the old secret is listed, and not longer", async () => {
  const before = createAccessTokens({ secrets: [OLD] });
  const during = createAccessTokens({ secrets: [NEW, OLD] });
  const after = createAccessTokens({ secrets: [NEW] });
  const token = await before.sign(claims());
  expect(await during.verify(token)).not.toBeNull();
  expect(await after.verify(token)).toBeNull();
  expect(await before.verify(await during.sign(claims()))).toBeNull();
});

test("accepts nothing but an intact token of this shop before its expiry", async () => {
  const tokens = createAccessTokens({ secrets: [OLD] });
  const good = await tokens.sign(claims());
  const [header = "", payload = "", signature = ""] = good.split(".");
  const [key] = deriveKeys([OLD], "access-token");
  const [csrfKey] = deriveKeys([OLD], "csrf-token");
  const forge = (alter: (jwt: SignJWT) => SignJWT, bytes = key.bytes) =>
    alter(
      new SignJWT({ sid: newId(), role: "admin" })
        .setProtectedHeader({ alg: "HS256", kid: key.id })
        .setSubject(newId())
        .setIssuer("cartwright")
        .setAudience("cartwright:shop")
        .setExpirationTime("900s"),
    ).sign(bytes);
  const raised = Buffer.from(payload, "base64url").toString().replace("support", "admin");
  const bad = [
    "",
    "a.b.c",
    good.slice(0, -2),
    `${header}.${Buffer.from(raised).toString("base64url")}.${signature}`,
    `${Buffer.from('{"alg":"none"}').toString("base64url")}.${payload}.`,
    await forge((jwt) => jwt.setExpirationTime("0s")),
    await forge((jwt) => jwt.setIssuer("another")),
    await forge((jwt) => jwt.setSubject("not-an-id")),
    await forge((jwt) => jwt, csrfKey.bytes),
  ];
  for (const token of bad) expect(await tokens.verify(token)).toBeNull();
  expect(await tokens.verify(await forge((jwt) => jwt))).not.toBeNull();
});
