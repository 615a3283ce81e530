import { createHash } from "node:crypto";
import type { Redis as UpstashRedis } from "@upstash/redis";
import type { Redis } from "ioredis";

const sha1 = (text: string) => createHash("sha1").update(text).digest("hex");

/** What the library needs of a Redis client. */
export type ScriptRunner = Pick<UpstashRedis, "eval" | "evalsha">;

/**
 * Lets @upstash/ratelimit, written for a Redis behind HTTP, run its scripts over ioredis. Its scripts begin with a flags
 * line that only Upstash understands: it is cut off, so each script has another digest here than the library believes.
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
      // The library takes this for "send the whole script", which is how its digest becomes known.
      if (known === undefined) throw new Error("NOSCRIPT not sent through this connection yet");
      return redis.evalsha(known, keys.length, ...keys, ...text(args));
    }) as ScriptRunner["evalsha"], // as above
  };
}
