const hex = (bytes: number) =>
  Array.from(crypto.getRandomValues(new Uint8Array(bytes)), (byte) => byte.toString(16).padStart(2, "0")).join("");

/**
 * Begins a trace at a click (W3C Trace Context): everything that the click sets off on the server is found under its id. The
 * last digit asks for nothing: which traces are recorded is the server's to say.
 */
export function newTraceparent(): string {
  return `00-${hex(16)}-${hex(8)}-00`;
}
