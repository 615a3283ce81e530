import { createHmac, timingSafeEqual } from "node:crypto";
import { WEBHOOK_TOLERANCE_SECONDS } from "@cartwright/contracts/sandbox-provider";
import { AppError } from "../kernel/app-error.ts";

/** The most signatures in one header. */
const SIGNATURES_MAX = 5;

interface SignatureHeader {
  readonly atSeconds: number;
  readonly signatures: readonly Buffer[];
}

/** Reads `t=<unix seconds>,v1=<hex>[,v1=<hex>…]`. Null for any other form. Schemes other than v1 are ignored. */
export function parseSignatureHeader(header: string): SignatureHeader | null {
  if (header.length > 1_000) return null;
  let atSeconds: number | null = null;
  const signatures: Buffer[] = [];
  for (const part of header.split(",")) {
    const [name, value = ""] = part.trim().split("=", 2);
    if (name === "t") {
      if (atSeconds !== null || !/^\d{1,12}$/.test(value)) return null;
      atSeconds = Number(value);
    } else if (name === "v1" && /^[0-9a-f]{64}$/.test(value)) signatures.push(Buffer.from(value, "hex"));
  }
  if (atSeconds === null || signatures.length === 0 || signatures.length > SIGNATURES_MAX) return null;
  return { atSeconds, signatures };
}

/**
 * Verifies a webhook by the scheme of docs/webhooks.md. While a secret is rotated, any of `secrets` may have signed. Throws
 * `signature_invalid` when the header is missing or malformed, no signature matches, or the signing time is outside the
 * tolerance. The same body is accepted again within that time: the event's id catches replays.
 */
export function verifySignature(
  rawBody: Buffer,
  header: string | undefined,
  options: { readonly secrets: readonly string[]; readonly nowSeconds?: number },
): void {
  const parsed = header === undefined ? null : parseSignatureHeader(header);
  if (!parsed) throw new AppError("signature_invalid");
  const nowSeconds = options.nowSeconds ?? Math.floor(Date.now() / 1_000);
  if (Math.abs(nowSeconds - parsed.atSeconds) > WEBHOOK_TOLERANCE_SECONDS) throw new AppError("signature_invalid");
  const fits = options.secrets.some((secret) => {
    const wanted = createHmac("sha256", secret).update(`${parsed.atSeconds}.`).update(rawBody).digest();
    return parsed.signatures.some((signature) => timingSafeEqual(signature, wanted));
  });
  if (!fits) throw new AppError("signature_invalid");
}
