/** What else is on the product page. */
export const productPage = {
  description: "Description",
  specifications: "Details",
  delivery: "Delivery and returns",
  deliveryText:
    "If you change your mind, send it back within 30 days, used or not, and we'll refund you in full once it reaches us.",
  related: "You may also like",
} as const;
