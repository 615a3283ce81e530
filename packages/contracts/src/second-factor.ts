import { z } from "zod";
import { ActReason } from "./act-reason.ts";
import { IsoTime } from "./paging.ts";

/** A code as typed: six digits from the app, or a recovery code, with any spaces and dashes. */
export const TypedCode = z.string().trim().min(6).max(40);

const password = z.string().min(1).max(4096);

/** The code is required where a second factor is in use and a new one will replace it. */
export const BeginSecondFactor = z.strictObject({ password, code: TypedCode.optional() });

/** What an authenticator app needs to know, shown once. */
export const SecondFactorSetup = z.strictObject({
  /** For typing: Base32, as apps accept it. */
  secret: z.string().regex(/^[A-Z2-7]{32}$/),
  /** For apps on the same device. */
  uri: z.string().max(500),
  /** The same as an image: the dark modules as an SVG path, one unit each, with the quiet zone that scanners need. */
  qr: z.strictObject({ size: z.int().min(21).max(185), path: z.string().max(60_000) }),
});
export type SecondFactorSetup = z.infer<typeof SecondFactorSetup>;

export const ConfirmSecondFactor = z.strictObject({ code: TypedCode });
export const ProveSecondFactor = z.strictObject({ password, code: TypedCode });

export const RECOVERY_CODES = 10;
/** Each lets its owner in once without the app. Shown once. */
export const RecoveryCodes = z.strictObject({ codes: z.array(z.string().max(40)).length(RECOVERY_CODES) });

export const SecondFactorStatus = z.strictObject({
  enabledAt: IsoTime.nullable(),
  recoveryCodesLeft: z.int().min(0).max(RECOVERY_CODES),
  /** Whether the shop requires one of this person, as it may of staff. */
  required: z.boolean(),
});
export type SecondFactorStatus = z.infer<typeof SecondFactorStatus>;

export const SecondFactorPolicy = z.strictObject({
  required: z.boolean(),
  /** Staff who may log in, and how many of them have no second factor. */
  staff: z.int().min(0),
  staffWithout: z.int().min(0),
});
export type SecondFactorPolicy = z.infer<typeof SecondFactorPolicy>;
export const SetSecondFactorPolicy = z.strictObject({ required: z.boolean(), reason: ActReason });
