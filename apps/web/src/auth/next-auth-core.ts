import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { AuthAction, AuthOptions } from "next-auth";

/** A request in next-auth's own terms. */
export interface AuthRequest {
  readonly method: string;
  readonly action: AuthAction;
  readonly providerId: string | undefined;
  readonly error: string | undefined;
  readonly query: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, string>> | undefined;
  readonly cookies: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string | undefined>>;
}

/** Its response. Redirects carry errors in their query. */
export interface AuthResponse {
  readonly status?: number;
  readonly redirect?: string;
  readonly body?: unknown;
}

interface NextAuthCore {
  readonly AuthHandler: (call: { readonly req: AuthRequest; readonly options: AuthOptions }) => Promise<AuthResponse>;
}

const require = createRequire(import.meta.url);
const folder = dirname(require.resolve("next-auth"));

/**
 * The part of next-auth that takes a request and returns a response, without a framework. Version 4 has it and leaves it out
 * of its `exports`, so it is loaded by its file. Its other entry points take Next's request and response objects, which do
 * not exist outside of Next (decision 14).
 */
export const { AuthHandler } = require(join(folder, "core", "index.js")) as NextAuthCore; // next-auth-core.test.ts checks it
