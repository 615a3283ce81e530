import { SessionId, UserId } from "@cartwright/contracts/ids";
import { Role } from "@cartwright/contracts/permissions";
import { jwtVerify, SignJWT } from "jose";
import { z } from "zod";
import { deriveKeys } from "../second-factor/derive-key.ts";

/**
 * The subject of an access token. The token proves a log-in at most one lifetime ago, not that the session is still active.
 */
export interface AccessClaims {
  readonly userId: UserId;
  readonly sessionId: SessionId;
  readonly role: Role;
}

export interface AccessTokens {
  readonly lifetimeSeconds: number;
  sign(claims: AccessClaims): Promise<string>;
  /** Null for anything that is not a valid token of this shop. Never throws. */
  verify(token: string): Promise<(AccessClaims & { readonly expiresAt: Date }) | null>;
}

export interface AccessTokenOptions {
  /** The first signs, all verify. See contracts/secrets. */
  readonly secrets: readonly string[];
  /** Default 900: 15 minutes. */
  readonly lifetimeSeconds?: number;
}

const ISSUER = "cartwright";
const AUDIENCE = "cartwright:shop";
const TOKEN_LENGTH_MAX = 1_000;

const Payload = z.object({ sub: UserId, sid: SessionId, role: Role, exp: z.int() });

/** Signs and verifies access tokens: JWT, HS256, keys derived from the secrets and named by `kid`. */
export function createAccessTokens(options: AccessTokenOptions): AccessTokens {
  const keys = deriveKeys(options.secrets, "access-token");
  const byId = new Map(keys.map((key) => [key.id, key.bytes]));
  const [signing] = keys;
  const lifetimeSeconds = options.lifetimeSeconds ?? 900;

  return {
    lifetimeSeconds,
    async sign(claims) {
      return new SignJWT({ sid: claims.sessionId, role: claims.role })
        .setProtectedHeader({ alg: "HS256", kid: signing.id })
        .setSubject(claims.userId)
        .setIssuer(ISSUER)
        .setAudience(AUDIENCE)
        .setIssuedAt()
        .setExpirationTime(`${lifetimeSeconds}s`)
        .sign(signing.bytes);
    },
    async verify(token) {
      if (token.length > TOKEN_LENGTH_MAX) return null;
      try {
        const { payload } = await jwtVerify(
          token,
          (header) => {
            const key = byId.get(header.kid ?? "");
            if (!key) throw new Error("signed with a key that is not ours");
            return key;
          },
          // No clock tolerance: there is no "not before", so it would only extend every token's lifetime.
          { algorithms: ["HS256"], issuer: ISSUER, audience: AUDIENCE },
        );
        const claims = Payload.parse(payload);
        return {
          userId: claims.sub,
          sessionId: claims.sid,
          role: claims.role,
          expiresAt: new Date(claims.exp * 1000),
        };
      } catch {
        // Expired, forged, truncated or from another system: to the caller all mean "not signed in".
        return null;
      }
    },
  };
}
