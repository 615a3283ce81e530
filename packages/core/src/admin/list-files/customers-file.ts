import { AdminListCustomers } from "@cartwright/contracts/admin-people";
import { listCustomers } from "../list-customers.ts";
import { createRowFile } from "./list-file.ts";

export const customersFile = createRowFile({
  permission: "customers:read",
  filter: AdminListCustomers.omit({ cursor: true, limit: true }),
  readPage: listCustomers,
  columns: {
    email: (customer) => customer.email,
    "first name": (customer) => customer.firstName,
    "last name": (customer) => customer.lastName,
    status: (customer) => customer.status,
    "email verified": (customer) => (customer.emailVerified ? "yes" : "no"),
    joined: (customer) => customer.createdAt,
  },
});
