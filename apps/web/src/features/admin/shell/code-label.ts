/** A code of the engine (a step, an audit action, a provider's reason) in a readable form: `payment.captured` → "Payment captured". */
export function codeLabel(code: string): string {
  const text = code.replaceAll(/[_.-]/g, " ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}
