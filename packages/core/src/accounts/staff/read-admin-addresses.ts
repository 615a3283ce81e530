import type { Tx } from "@cartwright/db/transaction";
import { sql } from "kysely";

/** More admins than this are not written to. */
const ADMINS_MAX = 50;

/** Whom to write to about what only an admin can mend. */
export async function readAdminAddresses(tx: Tx): Promise<{ readonly email: string; readonly firstName: string }[]> {
  const { rows } = await sql<{ email: string; firstName: string }>`
    select email, first_name as "firstName" from accounts.users
    where role = 'admin' and status = 'active' order by created_at, id limit ${ADMINS_MAX}`.execute(tx);
  return rows;
}
