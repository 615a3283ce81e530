import { domainToUnicode } from "node:url";

/** An email address for people: its domain in the script in which it is written. */
export function showEmail(email: string): string {
  const at = email.lastIndexOf("@");
  const domain = at < 0 || !email.includes("xn--", at) ? "" : domainToUnicode(email.slice(at + 1));
  return domain === "" ? email : `${email.slice(0, at)}@${domain}`;
}
