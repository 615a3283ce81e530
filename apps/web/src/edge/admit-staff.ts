import { holds, type Permission } from "@cartwright/contracts/permissions";
import { mayAct } from "@cartwright/core/kernel/actor";
import { AppError } from "@cartwright/core/kernel/app-error";
import type { Exchange, Visitor } from "../http/exchange.ts";

/** The staff member who makes a request. Throws the error of the response to anyone who may not. */
export async function admitStaff(
  exchange: Exchange,
  permission: Permission,
): Promise<Extract<Visitor, { kind: "user" }>> {
  const visitor = await exchange.visitor();
  if (visitor.kind !== "user") throw new AppError("sign_in_required");
  if (!mayAct(visitor, permission))
    // Only a person who would be let in learns what is missing.
    throw new AppError(holds(visitor.role, permission) ? "second_factor_enrolment_required" : "forbidden");
  return visitor;
}
