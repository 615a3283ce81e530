/** The page that shows sent emails where the shop runs without a mail server. */
export const mailbox = {
  title: "Mailbox",
  list: "Emails",
  to: "To {address}",
  empty: "No emails yet. Register or place an order to see one.",
} as const;
