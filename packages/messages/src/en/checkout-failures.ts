/** Why an order could not be completed, at the checkout and on the order page, and what to do next. */
export const checkoutFailures = {
  title: {
    payment_declined: "Your payment was declined",
    payment_insufficient_funds: "Your payment was declined",
    payment_expired: "Your payment wasn't approved",
    payment_unavailable: "We couldn't take your payment",
    payment_timeout: "We couldn't take your payment",
    out_of_stock: "An item has sold out",
    internal: "We couldn't complete your order",
  },
  text: {
    payment_declined: "Your card was declined. Try another card.",
    payment_insufficient_funds: "Your card has insufficient funds. Try another card.",
    payment_expired: "The payment wasn't approved in time. Try again.",
    payment_unavailable: "The payment service isn't responding. Try again in a moment.",
    payment_timeout: "The payment service isn't responding. Try again in a moment.",
    out_of_stock: "An item in your order sold out before we could reserve it. Check your cart, then try again.",
    internal: "Something went wrong on our side. Try again.",
  },
  notCharged: "You haven't been charged.",
  tryAgain: "Back to payment",
} as const;
