import { AdminListReturns } from "@cartwright/contracts/returns";
import { listReturns } from "../list-returns.ts";
import { createRowFile } from "./list-file.ts";

export const returnsFile = createRowFile({
  permission: "orders:read",
  filter: AdminListReturns.omit({ cursor: true, limit: true }),
  readPage: listReturns,
  columns: {
    order: (row) => row.number,
    requested: (row) => row.createdAt,
    state: (row) => row.state,
    customer: (row) => row.customer,
    email: (row) => row.email,
    units: (row) => row.quantity,
    "units received": (row) => row.received,
  },
});
