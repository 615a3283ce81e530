import type { AccessClaims } from "@cartwright/core/accounts/sessions/access-token";
import type { LocateAddress } from "@cartwright/core/accounts/sign-in/place-of";
import type { Actor } from "@cartwright/core/kernel/actor";
import type { Deps } from "@cartwright/core/kernel/deps";
import type { PaymentGateways } from "@cartwright/core/kernel/payment-gateway";
import type { SagaRunner } from "@cartwright/core/saga/engine/saga-runner";
import type { WebhookSettings } from "@cartwright/core/webhooks/deliver";
import type { Db } from "@cartwright/db/client";

/** The rate limit that a call counts against. The numbers are in the limits package. */
export type LimitName =
  | "general"
  | "auth"
  | "catalog"
  | "cart"
  | "mail"
  | "mailbox"
  | "mailbox_day"
  | "mailbox_account"
  | "mailbox_account_day";

/** What remains of a limit after a call was counted, for the response's RateLimit headers. */
export interface LimitState {
  readonly limit: number;
  readonly remaining: number;
  readonly resetSeconds: number;
  readonly windowSeconds: number;
}

/**
 * Counts one call of one caller. Throws `rate_limited`. The limiter decides what happens when its store does not respond.
 */
export interface RateLimiter {
  count(
    limit: LimitName,
    caller: {
      readonly address: string;
      readonly actor: Actor;
      /** Whom else the call counts for, whoever makes it: the mailbox that a mail goes to. */
      readonly subject?: string;
      /** Receives what remains, also when the call is refused. */
      readonly onState?: (state: LimitState) => void;
    },
  ): Promise<void>;
}

export interface ApiDeps extends Deps {
  /** Connections for reads of the catalogue alone: orders that wait for a lock do not hold them. By default `db`. */
  readonly catalogDb?: Db;
  /** Counts a search that found something. Only the process that shoppers search with has one. */
  readonly countSearch?: (query: string) => void;
  readonly gateways: PaymentGateways;
  readonly limiter: RateLimiter;
  readonly settings: ApiSettings;
  /** What accounts need from the process that people log in to. The worker has none, and no account procedures. */
  readonly accounts?: AccountDeps;
  /** What seals the secrets of webhook endpoints, and where they may be. */
  readonly webhooks?: Pick<WebhookSettings, "keys" | "allowPrivate"> | undefined;
  /** The saga engine. Only a worker has one. */
  readonly sagas?: SagaRunner;
}

export interface AccountDeps {
  /** Failed attempts allowed in a row, and how long the lock then lasts. */
  readonly lockout: { readonly threshold: number; readonly lockSeconds: number };
  /** The secrets that seal second factors: the first seals, all open. */
  readonly secrets: readonly string[];
  /** The country of an address, for lists of devices. */
  readonly locateAddress: LocateAddress;
  /** Signs the access token of a session that was renewed. */
  readonly signSession: (session: AccessClaims) => Promise<string>;
}

export interface ApiSettings {
  readonly publicOrigin: string;
  readonly holdSeconds: number;
  /** Where browsers reach Socket.IO. */
  readonly realtimeUrl: string;
  /** True for a demo shop: demo accounts and the mailbox page are enabled. */
  readonly embedded: boolean;
  readonly paymentProviders: readonly ("sandbox" | "stripe")[];
}

/** The context of one request or job. The web app and the worker each build one. */
export interface ApiContext {
  readonly deps: ApiDeps;
  readonly actor: Actor;
  readonly requestId: string;
  readonly traceparent: string | null;
  /** The client's address, as reported by trusted proxies. */
  readonly address: string;
  readonly userAgent: string;
  /** Whether the request proved that it comes from our own pages. The worker's calls need no proof. */
  readonly csrf: "valid" | "invalid" | "exempt";
  readonly cookies: CookieJar;
  /** For transports with headers: what remains of each limit that was counted. */
  readonly onLimit?: (state: LimitState) => void;
}

/** What a procedure may do to the response's cookies. The worker's jar refuses all of it. */
export interface CookieJar {
  /** The guest's identity. Created now, and sent as a cookie, if they have none. */
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
