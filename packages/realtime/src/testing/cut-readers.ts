import { Redis } from "ioredis";

/** Ends every connection to a Redis that is blocked in a stream read, as a network fault would. Returns how many. */
export async function cutStreamReaders(redisUrl: string): Promise<number> {
  const redis = new Redis(redisUrl);
  const clients = String(await redis.client("LIST"));
  const ids = clients
    .split("\n")
    .filter((line) => line.includes("cmd=xread"))
    .map((line) => /id=(\d+)/.exec(line)?.[1] ?? "");
  for (const id of ids) await redis.client("KILL", "ID", id);
  redis.disconnect();
  return ids.length;
}
