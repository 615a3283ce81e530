/** Where to go on after a log-in: a path of ours, or the account. `//host` is another site. */
export function ownPath(next: string | null | undefined): string {
  return next && /^\/(?![/\\])/.test(next) ? next : "/account";
}
