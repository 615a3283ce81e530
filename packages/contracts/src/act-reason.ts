import { z } from "zod";

export const REASON_MIN = 3;
export const REASON_MAX = 300;

/** Why a staff member does something, in their own words. Kept in the audit log. */
export const ActReason = z.string().trim().min(REASON_MIN).max(REASON_MAX);
