import { z } from "zod";

const PROXIES_MAX = 50;
const Peer = z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()]);

/** A network of everybody would let every client say where it comes from. */
const isEverybody = (entry: string) => /\/0+$/.test(entry);

/** Addresses or networks whose X-Forwarded-For is believed, separated by commas; as a setting of the environment. */
export const TrustedProxies = z
  .string()
  .transform((text) => text.split(",").map((entry) => entry.trim()))
  .transform((entries) => entries.filter((entry) => entry !== ""))
  .pipe(z.array(Peer.refine((entry) => !isEverybody(entry), "name the proxies, not everybody")).max(PROXIES_MAX))
  .default([]);
