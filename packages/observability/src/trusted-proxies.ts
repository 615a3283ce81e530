import { z } from "zod";

const PROXIES_MAX = 50;
const Peer = z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()]);

/** A network of all addresses would let every client choose its own address. */
const includesEveryone = (entry: string) => /\/0+$/.test(entry);

/** Addresses or networks whose X-Forwarded-For is trusted, separated by commas. A setting of the environment. */
export const TrustedProxies = z
  .string()
  .transform((text) => text.split(",").map((entry) => entry.trim()))
  .transform((entries) => entries.filter((entry) => entry !== ""))
  .pipe(
    z.array(Peer.refine((entry) => !includesEveryone(entry), "name the proxies, not every address")).max(PROXIES_MAX),
  )
  .default([]);
