import type { AppRouter } from "@cartwright/api/root";
import type { inferRouterOutputs } from "@trpc/server";

/** An order of the back office as it comes over the wire. */
export type StaffOrder = inferRouterOutputs<AppRouter>["admin"]["orders"]["get"];
export type StaffParcel = StaffOrder["fulfillments"][number];
export type StaffReturn = StaffOrder["returns"][number];
export type StaffSaga = StaffOrder["sagas"][number];
