import { AdminListOrders } from "@cartwright/contracts/admin";
import { decimalOfMinor } from "@cartwright/contracts/money";
import { listOrdersForStaff } from "../list-orders.ts";
import { createRowFile } from "./list-file.ts";

export const ordersFile = createRowFile({
  permission: "orders:read",
  filter: AdminListOrders.omit({ cursor: true, limit: true }),
  readPage: listOrdersForStaff,
  columns: {
    number: (order) => order.number,
    placed: (order) => order.createdAt,
    customer: (order) => order.customer,
    email: (order) => order.email,
    items: (order) => order.itemCount,
    total: (order) => decimalOfMinor(order.totalMinor, order.currency),
    currency: (order) => order.currency,
    status: (order) => order.orderStatus,
    payment: (order) => order.paymentStatus,
    fulfillment: (order) => order.fulfillmentStatus,
    tags: (order) => order.tags.join(", "),
  },
});
