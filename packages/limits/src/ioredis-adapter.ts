import { createHash } from "node:crypto";
import type { Redis as UpstashRedis } from "@upstash/redis";
import type { Redis } from "ioredis";

const sha1 = (text: string) => createHash("sha1").update(text).digest("hex");

/** The part of a Redis client that the library uses. */
export type ScriptRunner = Pick<UpstashRedis, "eval" | "evalsha">;

/**
 * Lets @upstash/ratelimit, written for Redis over HTTP, run its scripts on ioredis. Its scripts begin with a flags line that
 * only Upstash understands. The line is removed, so each script has another digest here than the library expects.
 */
export function createScriptRunner(redis: Redis): ScriptRunner {
  const digests = new Map<string, string>();
  const plainScript = (script: string) => script.replace(/^#!lua[^\n]*\n/, "");
  const text = (values: readonly unknown[]) => values.map(String);

  return {
    eval: (async (script: string, keys: string[], args: unknown[]) => {
      const plain = plainScript(script);
      digests.set(sha1(script), sha1(plain));
      return redis.eval(plain, keys.length, ...keys, ...text(args));
    }) as ScriptRunner["eval"], // the library's own type, whose result its caller names
    evalsha: (async (digest: string, keys: string[], args: unknown[]) => {
      const known = digests.get(digest);
      // The library reacts by sending the whole script, which makes its digest known.
      if (known === undefined) throw new Error("NOSCRIPT not sent through this connection yet");
      return redis.evalsha(known, keys.length, ...keys, ...text(args));
    }) as ScriptRunner["evalsha"], // as above
  };
}
