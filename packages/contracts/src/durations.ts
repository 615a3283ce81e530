import { z } from "zod";

/** A rate limit setting: `100/15m` is 100 calls in 15 minutes. Units: s, m, h. */
export const RateText = z
  .string()
  .regex(/^[1-9]\d{0,8}\/[1-9]\d{0,4}[smh]$/, "write a rate as COUNT/DURATION, such as 100/15m")
  .transform((text) => {
    const [count = "", window = ""] = text.split("/");
    const unitSeconds = { s: 1, m: 60, h: 3600 }[window.at(-1) ?? "s"] ?? 1;
    return { count: Number(count), windowSeconds: Number(window.slice(0, -1)) * unitSeconds };
  });
export type Rate = z.output<typeof RateText>;
