/** Files that a shopper has bought. */
export const downloads = {
  title: "Downloads",
  pageTitle: "Your downloads",
  of: "Downloads of {title}",
  loading: "Opening your downloads…",
  download: "Download {name}",
  left: "{left, plural, =0 {No downloads left} one {# download left} other {# downloads left}}",
  until: "Available until {date}.",
  ended: "These downloads have ended.",
  renew: "Renew downloads",
  renewed: "We've emailed you new links.",
  renewals: "{left, plural, one {You can renew them once more.} other {You can renew them # times.}}",
  contact: "Contact us if you need them again.",
  viewOrder: "View order {number}",
  invalidTitle: "This link is no longer valid",
  invalidText:
    "It was replaced by a newer one, or something is missing from it. You'll find your downloads on your order's page.",
  orders: "Your orders",
} as const;
