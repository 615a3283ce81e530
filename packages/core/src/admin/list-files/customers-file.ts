import { AdminListCustomers } from "@cartwright/contracts/admin-people";
import { decimalOfMinor } from "@cartwright/contracts/money";
import { asksForSpending, listCustomers } from "../customers/list-customers.ts";
import { createRowFile } from "./list-file.ts";

export const customersFile = createRowFile({
  permission: "customers:read",
  filter: AdminListCustomers.omit({ cursor: true, limit: true }),
  needs: (filter) => (asksForSpending(filter) ? "customers:disable" : null),
  readPage: listCustomers,
  columns: {
    email: (customer) => customer.email,
    "first name": (customer) => customer.firstName,
    "last name": (customer) => customer.lastName,
    kind: (customer) => customer.kind,
    status: (customer) => customer.status,
    "email verified": (customer) => (customer.emailVerified ? "yes" : "no"),
    joined: (customer) => customer.createdAt,
    country: (customer) => customer.country,
    tags: (customer) => customer.tags.join(", "),
    orders: (customer) => customer.orderCount,
    // Empty for those who may not see it.
    spent: (customer) => (customer.spentMinor === null ? null : decimalOfMinor(customer.spentMinor, customer.currency)),
    currency: (customer) => customer.currency,
    "last order": (customer) => customer.lastOrderAt,
  },
});
