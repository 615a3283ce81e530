import { sql } from "kysely";

/**
 * Of a session `s`: whether it can be gone on with. It was not ended, its whole time is not over, and it has not rested for
 * longer than the one refresh token that is left may wait.
 */
export const sessionStands = sql<boolean>`(s.revoked_at is null and s.expires_at > now() and exists (
  select from accounts.refresh_tokens as t where t.session_id = s.id and t.used_at is null and t.expires_at > now()))`;
