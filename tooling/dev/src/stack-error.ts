/** A message for the person at the terminal; a stack trace would add nothing. */
export class StackError extends Error {
  override name = "StackError";
}
