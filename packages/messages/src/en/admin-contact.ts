/** Changing the address and email of an order. */
export const adminContact = {
  label: "Edit",
  title: "Edit address and email of {number}",
  text: "The order's price stays as it is. You can't use an address with different tax or shipping. You can edit these until something is packed.",
  email: "Email",
  emailHint:
    "If you change it, we'll send the confirmation to the new address, and links in earlier emails stop working.",
  confirm: "Save and email customer",
  done: "Address and email saved.",
} as const;
