import type { IncomingMessage, ServerResponse } from "node:http";
import type { OpenSpan } from "@cartwright/observability/spans";
import type { Actor } from "@cartwright/core/kernel/actor";
import type { EdgeCookieJar, RequestCookies } from "./cookie-jar.ts";

/** Who asks over HTTP: a member or a guest, never the system. */
export type Visitor = Exclude<Actor, { kind: "system" }>;

/** One request and its answer, with what the edge has learnt of it. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly method: string;
  /** The path as sent, without the query. */
  readonly path: string;
  /** The query with its question mark, or nothing. */
  readonly search: string;
  readonly requestId: string;
  readonly address: string;
  readonly userAgent: string;
  /** Null for what is not worth one. */
  readonly span: OpenSpan | null;
  /** What belongs to this request carries it on. */
  readonly traceparent: string | null;
  readonly cookies: RequestCookies;
  readonly jar: EdgeCookieJar;
  readonly nonce: string;
  /** What metrics and logs call this request: a pattern, never the raw path. */
  route: string;
}
