/** The length of a return reason in characters, trimmed. */
export const RETURN_REASON_MIN = 3;
export const RETURN_REASON_MAX = 500;
