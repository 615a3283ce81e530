import { SHOP_NAME } from "../shop-name.ts";

/** The shop's information pages. All of it is sample text, marked as such on each page: replace it before you open. */
export const legal = {
  sample: "This is sample text. Replace it with your own before you open your shop.",
  contact: {
    title: "Contact",
    intro: "Questions about an order or a product? Write to us and we'll reply within one working day.",
    email: "Email: hello@example.com",
    phone: "Phone: +49 30 0000000, Monday to Friday, 9am to 5pm",
    address: `${SHOP_NAME} Sample Shop, 1 Sample Street, 10115 Berlin, Germany`,
  },
  privacy: {
    title: "Privacy policy",
    intro: "We use your personal data to handle your orders and your account, and for nothing else.",
    orders:
      "For an order we keep your name, address, email address and what you bought, for as long as tax law requires. We share the address with the carrier and the payment with the payment provider.",
    checkout:
      "What you enter at the checkout is kept with your cart for up to 48 hours after your last change, so that you don't have to enter it again. It's deleted when you place the order.",
    cookies:
      "We use cookies only for what the shop needs to work: your cart, your session and protection against forged requests.",
    visits:
      "We count how many people visit the shop each day, and how many of them use the cart, start the checkout and order. We use no cookies for this.",
    visitCodes:
      "To avoid counting you twice, we turn your IP address and type of browser into a code. When the day is over, we delete the code and the key used to make it, and keep only the totals. A backup made that day contains both until it is deleted.",
    visitChoice: "We don't count you if your browser sends a “Do Not Track” or “Global Privacy Control” signal.",
    rights: "You can download or delete the data in your account at any time, under Account. You can also write to us.",
  },
  terms: {
    title: "Terms and conditions",
    intro: "These terms apply to all orders placed in this shop.",
    order:
      "Your order is binding once we confirm it. You can cancel it free of charge within one hour, until it ships.",
    prices: "Prices include VAT where the law requires it. Shipping costs are shown before you pay.",
    payment: "You pay when you place your order. If we can't deliver, we refund you in full.",
    ownership: "The goods remain ours until they're paid in full.",
  },
  imprint: {
    title: "Legal notice",
    company: `${SHOP_NAME} Sample Shop GmbH`,
    address: "1 Sample Street, 10115 Berlin, Germany",
    represented: "Represented by: Kim Example",
    register: "Company register: Sample Court, HRB 000000",
    vat: "VAT ID: DE000000000",
    contact: "Email: hello@example.com",
  },
  returns: {
    title: "Returns",
    intro: "You have 30 days from delivery to change your mind. You don't need to give a reason.",
    request: "Open your order and choose “Request a return”. You can return all of it or some of its items.",
    send: "Pack the items safely, and contact us to arrange how you send them back.",
    refund: "We refund you to your original payment method once the items have reached us.",
    faulty: "If something arrives damaged or faulty, write to us and we'll replace it or refund you.",
  },
} as const;
