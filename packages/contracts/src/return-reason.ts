/** The length of a return reason in characters, trimmed. It may be empty. */
export const RETURN_REASON_MAX = 500;
