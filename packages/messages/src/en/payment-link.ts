/** The page that a payment link opens. */
export const paymentLink = {
  pageTitle: "Pay for your order",
  title: "Your order",
  loading: "Loading your order…",
  items: "Items",
  line: "{quantity, number} × {title}",
  payment: "Payment",
  pay: "Pay {total}",
  paying: "Processing your payment…",
  receipt: "We'll email your confirmation to {email}.",
  notHeld: "We don't reserve your items until you've paid.",
  failedTitle: "We couldn't open this order",
  invalidTitle: "This payment link doesn't work any more",
  invalidText: "It may have expired or been replaced by a newer one. Contact us, and we'll send you another.",
  paidTitle: "Nothing left to pay",
} as const;
