import { z } from "zod";
import { CartRecord } from "./cart.ts";
import { SessionId, UserId } from "./ids.ts";
import { Address, CheckoutDraft, Email, StoredAddress } from "./checkout.ts";
import { OrderRecord } from "./orders.ts";
import { problem } from "./field-problem.ts";
import { IsoTime } from "./paging.ts";
import { Place } from "./place.ts";
import { Role } from "./permissions.ts";
import { SecondFactorStatus, TypedCode } from "./second-factor.ts";
import { line, optionalLine } from "./text.ts";

/** The fewest characters of a password, as typed and in the form that is compared. */
export const PASSWORD_LENGTH_MIN = 8;

/** Compared in Unicode's form NFKC, otherwise exactly as typed. At least 8 characters, at most 1,024 bytes of UTF-8. */
export const Password = z
  .string()
  .min(PASSWORD_LENGTH_MIN, { abort: true })
  .refine((text) => text.normalize("NFKC").length >= PASSWORD_LENGTH_MIN, problem("shortPassword"))
  .refine((text) => new TextEncoder().encode(text).length <= 1024, problem("bytes"))
  // As bytes, one lone surrogate cannot be told from another.
  .refine((text) => text.isWellFormed(), problem("characters"));

const personName = line(80);

export const Register = z.strictObject({
  email: Email,
  password: Password,
  firstName: personName,
  /** Not everyone has one. */
  lastName: optionalLine(80).default(""),
});
export const Credentials = z.strictObject({
  email: Email,
  /** Any length that a request may have: a wrong password is wrong, not invalid. */
  password: z.string().min(1).max(4096),
  code: TypedCode.optional(),
});
export const SecretToken = z
  .string()
  .min(20)
  .max(200)
  .regex(/^[A-Za-z0-9_-]+$/);
export const VerifyEmail = z.strictObject({ token: SecretToken });
export const ForgotPassword = z.strictObject({ email: Email });
export const ResetPassword = z.strictObject({ token: SecretToken, password: Password });
/** Here and below, the code is required where the account has a second factor. */
export const ChangePassword = z.strictObject({
  current: z.string().min(1).max(4096),
  code: TypedCode.optional(),
  password: Password,
  /** @deprecated All other sessions end, whatever this says. Older callers send it. */
  endOtherSessions: z.boolean().optional(),
});
export const ChangeEmail = z.strictObject({
  password: z.string().min(1).max(4096),
  code: TypedCode.optional(),
  email: Email,
});
export const DeleteAccount = z.strictObject({ password: z.string().min(1).max(4096), code: TypedCode.optional() });

/** What a mailed link did. */
export const FollowedLink = z.strictObject({
  done: z.enum(["verified", "email_changed", "email_restored", "unlocked"]),
});
export type FollowedLink = z.infer<typeof FollowedLink>;

export const UpdateProfile = z.strictObject({
  firstName: personName,
  lastName: optionalLine(80).default(""),
  marketingConsent: z.boolean(),
});

export const Me = z.strictObject({
  id: UserId,
  email: z.string(),
  emailVerified: z.boolean(),
  firstName: z.string(),
  lastName: z.string(),
  role: Role,
  marketingConsent: z.boolean(),
  /** When the account was made. */
  memberSince: IsoTime,
});
export type Me = z.infer<typeof Me>;

/** `lines` is the address as it is printed: in the order of its country. */
export const SavedAddress = z.strictObject({
  id: z.uuid(),
  isDefault: z.boolean(),
  address: StoredAddress,
  lines: z.array(z.string()),
});
export const SaveAddress = z.strictObject({
  id: z.uuid().optional(),
  isDefault: z.boolean().default(false),
  address: Address,
});

export const DeviceSession = z.strictObject({
  id: SessionId,
  current: z.boolean(),
  device: z.string(),
  /** The place of the address. */
  place: Place,
  address: z.string(),
  createdAt: IsoTime,
  lastSeenAt: IsoTime,
});

/** Everything that an account holds, for its owner's data export. */
export const AccountExport = z.strictObject({
  exportedAt: IsoTime,
  profile: Me,
  secondFactor: SecondFactorStatus,
  addresses: z.array(SavedAddress),
  sessions: z.array(DeviceSession),
  cart: z.array(CartRecord),
  /** What is entered at the checkout and not ordered yet. */
  checkoutDraft: CheckoutDraft.nullable(),
  orders: z.array(OrderRecord),
});
