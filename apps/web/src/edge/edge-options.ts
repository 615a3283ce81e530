import type { IncomingMessage, ServerResponse } from "node:http";
import type { ApiDeps } from "@cartwright/api/context";
import type { LogInSettings } from "@cartwright/core/accounts/sign-in/log-in";
import type { CsrfGuard, CsrfTokens } from "../auth/csrf.ts";
import type { SessionDeps } from "../auth/identify.ts";
import type { ClientTimes } from "../http/client-times.ts";
import type { HostCheck } from "../http/host-check.ts";
import type { Integrity } from "../http/integrity.ts";
import type { Upgrade } from "../http/server.ts";
import type { CountVisit } from "./count-visits.ts";
import type { ErrorTunnelSettings } from "./error-tunnel.ts";

export interface EdgeSettings {
  readonly publicOrigin: string;
  readonly realtimeUrl: string;
  readonly trustedProxies: readonly string[];
  readonly dataDir: string;
  /** The folder of the pages' build; its `static` folder is served from here. */
  readonly buildDir: string;
  /** In production, only requests for the public host name are served. */
  readonly production: boolean;
  /** Absent where errors are not reported: browsers are told so, and send nothing. */
  readonly errors?: ErrorTunnelSettings | undefined;
  /** Next's development server: hot reloading needs a looser policy. */
  readonly development: boolean;
}

export interface EdgeOptions {
  readonly api: ApiDeps;
  readonly sessions: SessionDeps;
  readonly logIn: LogInSettings;
  readonly csrf: CsrfTokens;
  readonly countVisit: CountVisit;
  readonly settings: EdgeSettings;
  /** The expected hashes of the pages' scripts and styles. */
  readonly integrity: Integrity;
  /** Which of the services that the process needs are available; for `/api/health/ready`. */
  readonly ready: () => Promise<Record<string, boolean>>;
  /** Serves a public page that is cached. Returns false, and sends nothing, to leave the page to Next. */
  readonly serveFromCache: (request: IncomingMessage, response: ServerResponse, path: string) => Promise<boolean>;
  readonly handleWithNext: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  /** For tests; otherwise {@link CLIENT_TIMES}. */
  readonly clientTimes?: ClientTimes;
  /** Development only: the socket of hot reloading. */
  readonly upgradeWithNext?: Upgrade;
}

/** What layers and routes are made from. */
export interface EdgeContext extends Omit<EdgeOptions, "csrf"> {
  readonly csrf: CsrfGuard;
  readonly host: HostCheck;
  /** The security headers of every response. */
  readonly headers: readonly (readonly [string, string])[];
  /** Where pages may connect to beside their own origin. */
  readonly connectOrigins: readonly string[];
}
