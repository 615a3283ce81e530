import { z } from "zod";

export const REASON_MIN = 3;
export const REASON_MAX = 300;

/** Why a member of staff does something, in his own words. It is kept in the audit log for good. */
export const ActReason = z.string().trim().min(REASON_MIN, "write a few words").max(REASON_MAX);
