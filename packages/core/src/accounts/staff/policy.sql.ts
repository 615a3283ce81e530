import type { UserId } from "@cartwright/contracts/ids";
import type { Db } from "@cartwright/db/client";
import type { Tx } from "@cartwright/db/transaction";
import { sql } from "kysely";

export interface PolicyRow {
  readonly required: boolean;
  readonly staff: number;
  readonly staffWithout: number;
}

/** Whether staff need a second factor, and how many of those who may log in have none. */
export async function findPolicy(db: Db | Tx): Promise<PolicyRow> {
  const { rows } = await sql<PolicyRow>`
    select exists (select from accounts.policy where second_factor_required) as required,
      count(*)::int as staff, count(*) filter (where totp_enabled_at is null)::int as "staffWithout"
    from accounts.users where role <> 'shopper' and status = 'active'`.execute(db);
  const [row] = rows;
  if (!row) throw new Error("a count has no row");
  return row;
}

/** Changes the policy. False when it was so before. */
export async function setFactorRequired(tx: Tx, required: boolean): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update accounts.policy set second_factor_required = ${required}, updated_at = now()
    where second_factor_required <> ${required}`.execute(tx);
  return numAffectedRows === 1n;
}

/** Staff without a second factor who have sessions open. */
export async function selectStaffWithoutFactor(tx: Tx, limit: number): Promise<UserId[]> {
  const { rows } = await sql<{ id: UserId }>`
    select u.id from accounts.users as u
    where u.role <> 'shopper' and u.totp_enabled_at is null
      and exists (select from accounts.sessions as s where s.user_id = u.id and s.revoked_at is null)
    order by u.id limit ${limit}`.execute(tx);
  return rows.map((row) => row.id);
}
