import { sql } from "kysely";

/**
 * Whether the session `s` is active: it was not revoked, its maximum age has not passed, and its refresh token has not
 * expired.
 */
export const sessionStands = sql<boolean>`(s.revoked_at is null and s.expires_at > now() and exists (
  select from accounts.refresh_tokens as t where t.session_id = s.id and t.used_at is null and t.expires_at > now()))`;
