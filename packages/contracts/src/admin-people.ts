import { z } from "zod";
import { AccountStatus } from "./account-status.ts";
import { ActReason } from "./act-reason.ts";
import { Email } from "./checkout.ts";
import { OrderNumber, SessionId, UserId } from "./ids.ts";
import { AmountMinor, Currency } from "./money.ts";
import { OrderStatuses } from "./order-status.ts";
import { Cursor, IsoTime } from "./paging.ts";
import { Role, StaffRole } from "./permissions.ts";
import { Place } from "./place.ts";

/** People as the back office sees them: customers have the role of a shopper, staff have any other. */

const Person = z.strictObject({
  id: UserId,
  email: z.string(),
  firstName: z.string(),
  lastName: z.string(),
  status: AccountStatus,
  /** False for staff who have not accepted their invitation yet. */
  emailVerified: z.boolean(),
  createdAt: IsoTime,
  /** When log-in is possible again after too many failed attempts. Null while it is. */
  lockedUntil: IsoTime.nullable(),
});

export const CustomerRow = Person;
export type CustomerRow = z.infer<typeof CustomerRow>;
export const CustomerPage = z.strictObject({ items: z.array(CustomerRow), nextCursor: Cursor.nullable() });
export type CustomerPage = z.infer<typeof CustomerPage>;

/** A session. Its address and place are only for readers who may disable the account. */
export const PersonSession = z.strictObject({
  id: SessionId,
  device: z.string(),
  place: Place.nullable(),
  address: z.string().nullable(),
  createdAt: IsoTime,
  lastSeenAt: IsoTime,
});
export type PersonSession = z.infer<typeof PersonSession>;

/** Whether log-in asks for a code as well. */
const secondFactor = z.boolean();
const staff = { role: StaffRole, secondFactor };

const access = {
  secondFactor,
  /** Failed log-in attempts that count now. */
  failedTries: z.int().min(0),
  /** Last seen first; 50 at most. */
  sessions: z.array(PersonSession),
};

export const Customer = Person.extend({
  ...access,
  marketingConsent: z.boolean(),
  orders: z.strictObject({
    count: z.int().min(0),
    /** The amount spent less refunds, in the shop's currency. Null for readers who may not see it. */
    spentMinor: AmountMinor.nullable(),
    currency: Currency,
  }),
  /** The newest five. */
  recentOrders: z.array(
    z.strictObject({
      number: OrderNumber,
      ...OrderStatuses.shape,
      createdAt: IsoTime,
      totalMinor: AmountMinor,
      currency: Currency,
    }),
  ),
});
export type Customer = z.infer<typeof Customer>;

export const StaffRow = Person.extend({ ...staff, lastSeenAt: IsoTime.nullable() });
export type StaffRow = z.infer<typeof StaffRow>;
export const StaffPage = z.strictObject({ items: z.array(StaffRow), nextCursor: Cursor.nullable() });
export type StaffPage = z.infer<typeof StaffPage>;

export const StaffMember = Person.extend({ ...access, role: StaffRole });
export type StaffMember = z.infer<typeof StaffMember>;

export const AdminListCustomers = z.strictObject({
  /** Parts of names or of an email address. All of them must match. */
  query: z.string().trim().max(200).optional(),
  status: AccountStatus.optional(),
  cursor: Cursor.optional(),
  limit: z.int().min(1).max(100).default(50),
});
export const AdminListStaff = z.strictObject({
  cursor: Cursor.optional(),
  limit: z.int().min(1).max(100).default(50),
});
export const AdminGetPerson = z.strictObject({ id: UserId });
export const AdminActOnPerson = z.strictObject({ id: UserId, reason: ActReason });
export const AdminChangeRole = z.strictObject({ id: UserId, role: Role, reason: ActReason });
export const AdminInviteStaff = z.strictObject({ email: Email, role: StaffRole, reason: ActReason });
