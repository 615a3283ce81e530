import { z } from "zod";
import { AccountStatus } from "./account-status.ts";
import { ActReason } from "./act-reason.ts";
import { Email } from "./checkout.ts";
import { CustomerId, OrderNumber, SessionId, UserId } from "./ids.ts";
import { AmountMinor, Currency } from "./money.ts";
import { OrderStatuses } from "./order-status.ts";
import { Cursor, IsoTime } from "./paging.ts";
import { Role, StaffRole } from "./permissions.ts";
import { Place } from "./place.ts";
import { CustomerKind, ORDERS_FILTER_MAX } from "./customer-filter.ts";
import { Day } from "./day-period.ts";
import { OrderTag } from "./order-notes.ts";
import { ReturnState } from "./orders.ts";

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

/** What every list of people shows. */
export type PersonRow = Omit<z.infer<typeof Person>, "id"> & { readonly id: string };

export const CustomerRow = Person.extend({
  /** Of a member it is the id of the account. */
  id: CustomerId,
  /** Guests have no account: they are told apart by their mailbox, and their whole name is the first name. */
  kind: CustomerKind,
  /** Of the newest order. */
  country: z.string().nullable(),
  tags: z.array(z.string()),
  /** Confirmed orders, and the amount spent on them less refunds, in the shop's currency. Null for readers who may not see it. */
  orderCount: z.int().min(0),
  spentMinor: z.int().nullable(),
  currency: Currency,
  lastOrderAt: IsoTime.nullable(),
});
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

/** An address of a customer: one that they saved, or one that an order went to. */
export const CustomerAddress = z.strictObject({
  source: z.enum(["saved", "order"]),
  isDefault: z.boolean(),
  /** As it is printed: in the order of its country. */
  lines: z.array(z.string()),
});
export type CustomerAddress = z.infer<typeof CustomerAddress>;

export const Customer = CustomerRow.omit({
  orderCount: true,
  spentMinor: true,
  currency: true,
  lastOrderAt: true,
}).extend({
  ...access,
  marketingConsent: z.boolean(),
  /** The other addresses that they have ordered under without logging in, 20 at most. */
  otherEmails: z.array(z.string()),
  orders: z.strictObject({
    /** All that were placed, and those of them that were confirmed. */
    count: z.int().min(0),
    confirmed: z.int().min(0),
    /** The amount spent less refunds, in the shop's currency. Null for readers who may not see it. */
    spentMinor: AmountMinor.nullable(),
    currency: Currency,
    /** The same for each currency, the most orders first. Null for readers who may not see it. */
    sums: z
      .array(
        z.strictObject({
          currency: Currency,
          orders: z.int().min(0),
          spentMinor: AmountMinor,
          /** What an order came to on average, less refunds, rounded to the nearest. */
          averageMinor: AmountMinor,
        }),
      )
      .nullable(),
    firstAt: IsoTime.nullable(),
    lastAt: IsoTime.nullable(),
  }),
  /** Saved ones first, then those of the newest orders. */
  addresses: z.array(CustomerAddress),
  /** Returns that are requested or approved, the newest first, 20 at most. */
  openReturns: z.array(z.strictObject({ id: z.uuid(), number: OrderNumber, state: ReturnState, createdAt: IsoTime })),
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
  kind: CustomerKind.optional(),
  tag: OrderTag.optional(),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .optional(),
  /** Whether they agreed to marketing emails. */
  subscribed: z.boolean().optional(),
  /** Confirmed orders. */
  ordersMin: z.int().min(0).max(ORDERS_FILTER_MAX).optional(),
  ordersMax: z.int().min(0).max(ORDERS_FILTER_MAX).optional(),
  /** The amount spent, in minor units of the shop's currency. For readers who may see it. */
  spentMinMinor: AmountMinor.optional(),
  spentMaxMinor: AmountMinor.optional(),
  /** The newest confirmed order was placed on this day of the shop's calendar or later, or on it or earlier. */
  orderedFrom: Day.optional(),
  orderedTo: Day.optional(),
  cursor: Cursor.optional(),
  limit: z.int().min(1).max(100).default(50),
});
export const AdminListStaff = z.strictObject({
  cursor: Cursor.optional(),
  limit: z.int().min(1).max(100).default(50),
});
export const AdminGetCustomer = z.strictObject({ id: CustomerId });
/** Deletes a customer who asked for it. */
export const AdminEraseCustomer = z.strictObject({ id: CustomerId, reason: ActReason });
export const AdminGetPerson = z.strictObject({ id: UserId });
export const AdminActOnPerson = z.strictObject({ id: UserId, reason: ActReason });
export const AdminChangeRole = z.strictObject({ id: UserId, role: Role, reason: ActReason });
export const AdminInviteStaff = z.strictObject({ email: Email, role: StaffRole, reason: ActReason });
