/** How long the reason for a return may be, in characters, without the space around it. */
export const RETURN_REASON_MIN = 3;
export const RETURN_REASON_MAX = 500;
