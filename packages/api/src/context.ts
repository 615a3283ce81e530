import type { LocateAddress } from "@cartwright/core/accounts/sign-in/place-of";
import type { Actor } from "@cartwright/core/kernel/actor";
import type { Deps } from "@cartwright/core/kernel/deps";
import type { PaymentGateways } from "@cartwright/core/kernel/payment-gateway";
import type { SagaRunner } from "@cartwright/core/saga/engine/saga-runner";

/** Which budget a call is counted against. The table with numbers stands in the limits package. */
export type LimitName = "general" | "auth" | "catalog" | "cart";

/** What is left of a budget after a call was counted; for the answer's RateLimit headers. */
export interface LimitState {
  readonly limit: number;
  readonly remaining: number;
  readonly resetSeconds: number;
  readonly windowSeconds: number;
}

/** Counts one call of one caller. Throws `rate_limited`; what happens when the store is silent is the limiter's to say. */
export interface RateLimiter {
  count(
    limit: LimitName,
    caller: {
      readonly address: string;
      readonly actor: Actor;
      readonly subject?: string;
      /** Told what is left, also when the call is refused. */
      readonly onState?: (state: LimitState) => void;
    },
  ): Promise<void>;
}

export interface ApiDeps extends Deps {
  readonly gateways: PaymentGateways;
  readonly limiter: RateLimiter;
  readonly settings: ApiSettings;
  /** What accounts need of the process that people log in to. The worker has none, and no account procedures. */
  readonly accounts?: AccountDeps;
  /** The saga engine; only a worker has one. */
  readonly sagas?: SagaRunner;
}

export interface AccountDeps {
  /** Tries that may fail in a row, and how long the lock then holds. */
  readonly lockout: { readonly threshold: number; readonly lockSeconds: number };
  /** Seal the second factors: the first seals, all open. */
  readonly secrets: readonly string[];
  /** The country of an address, for lists of devices. */
  readonly locateAddress: LocateAddress;
}

export interface ApiSettings {
  readonly publicOrigin: string;
  readonly holdSeconds: number;
  /** Signs the order links in mails; at least 32 bytes. The first signs, all verify. */
  readonly linkSecrets: readonly string[];
  /** Where browsers reach Socket.IO. */
  readonly realtimeUrl: string;
  /** True where the shop runs for a look: demo accounts and the mailbox page are on. */
  readonly embedded: boolean;
  readonly paymentProviders: readonly ("sandbox" | "stripe")[];
}

/** What one request (or one job) brings. The web edge and the worker each build one. */
export interface ApiContext {
  readonly deps: ApiDeps;
  readonly actor: Actor;
  readonly requestId: string;
  readonly traceparent: string | null;
  /** The client's address, as trusted proxies report it. */
  readonly address: string;
  readonly userAgent: string;
  /** Whether the request proved that it comes from our own pages; the worker's calls need no such proof. */
  readonly csrf: "valid" | "invalid" | "exempt";
  readonly cookies: CookieJar;
  /** Where a transport has headers to say it, what is left of each budget that was counted. */
  readonly onLimit?: (state: LimitState) => void;
}

/** What a procedure may do to the answer's cookies. The worker's jar refuses all of it. */
export interface CookieJar {
  /** The guest's identity, made (and sent as a cookie) now if he has none. */
  ensureGuest(): Buffer;
  /** Ends the browser's session cookies. */
  clearSession(): void;
  /** Sends the cookies of a new or changed session. */
  setSession(tokens: {
    readonly accessToken: string;
    readonly refreshToken: string;
    readonly refreshExpiresAt: Date;
  }): void;
}
