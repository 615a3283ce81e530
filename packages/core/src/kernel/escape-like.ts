/** A text as `like` and `ilike` find it letter for letter. */
export const escapeLike = (text: string): string => text.replaceAll(/[\\%_]/g, "\\$&");
