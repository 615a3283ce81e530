/** The states of an order, as a headline and as a label. */
export const orderStatus = {
  title: {
    pending: "We've received your order",
    reserved: "We've reserved your items",
    paid: "We've received your payment",
    confirmed: "Your order is confirmed",
    packed: "Your order is packed",
    partially_shipped: "Part of your order is on its way",
    shipped: "Your order is on its way",
    delivered: "Your order was delivered",
    cancelled: "Your order was cancelled",
    returned: "We've received your return",
    refunded: "Your refund is on its way",
    partially_refunded: "A partial refund is on its way",
  },
  label: {
    pending: "Received",
    reserved: "Reserved",
    paid: "Paid",
    confirmed: "Confirmed",
    packed: "Packed",
    partially_shipped: "Partially shipped",
    shipped: "Shipped",
    delivered: "Delivered",
    cancelled: "Cancelled",
    returned: "Returned",
    refunded: "Refunded",
    partially_refunded: "Partially refunded",
    /** Instead of "Cancelled", when the payment was. */
    declined: "Payment declined",
  },
} as const;
