import type { OrderId } from "@cartwright/contracts/ids";
import { CheckoutFailure } from "@cartwright/contracts/orders";
import fc from "fast-check";
import { getTranslations } from "@cartwright/messages/get-translations";
import { showPseudoMessages } from "@cartwright/messages/pseudo";
import { afterEach, describe, expect, it } from "vitest";
import { newId, newOrderNumber } from "../kernel/ids.ts";
import type { MailOrder } from "../orders/read-for-mail.ts";
import type { MailReturn } from "../orders/read-return-for-mail.ts";
import type { Shipment } from "../orders/read-shipment.ts";
import { ADDRESS } from "../testing/fixtures.ts";
import { type AccountMail, accountMail } from "./account-mail-templates.ts";
import { escapeHtml, type MailDocument, renderMail } from "./mail-document.ts";
import {
  orderCancelledMail,
  orderConfirmedMail,
  orderPaidByHandMail,
  orderRefundedMail,
} from "./order-mail-templates.ts";
import { orderReturnMail } from "./return-mail-template.ts";
import { orderShippedMail } from "./shipment-mail-template.ts";

const HOSTILE = `<script>alert("x")</script>'&\r\nBcc: all@example.com`;

const hostileOrder: MailOrder = {
  id: newId<OrderId>(),
  number: newOrderNumber(),
  email: "kim@example.com",
  createdAt: new Date(),
  giftCardMinor: 0,
  paymentStatus: "failed",
  hasDigital: true,
  cancelReason: "payment_declined",
  subtotalMinor: 3_000,
  discountMinor: 500,
  shippingMinor: 490,
  taxMinor: 477,
  taxIncluded: true,
  totalMinor: 2_990,
  refundedMinor: 1_000,
  currency: "EUR",
  shippingAddress: { ...ADDRESS, name: HOSTILE, line2: HOSTILE },
  shippingMethod: HOSTILE,
  exchangeOf: null,
  lines: [
    {
      lineId: "1",
      cancelled: 0,
      title: HOSTILE,
      variantTitle: HOSTILE,
      quantity: 2,
      totalMinor: 3_000,
      image: null,
      backorder: { units: 1, shipsBy: "2026-12-14" },
    },
  ],
};

const exchange: MailOrder = Object.assign({}, hostileOrder, {
  exchangeOf: { number: newOrderNumber(), paidNumber: newOrderNumber() },
});

const hostileShipment: Shipment = {
  id: newId(),
  orderId: hostileOrder.id,
  carrier: HOSTILE,
  trackingNumber: HOSTILE,
  trackingUrl: `https://carrier.example.com/?n="><script>`,
  lines: [{ title: HOSTILE, variantTitle: HOSTILE, quantity: 2 }],
};

const hostileReturn: MailReturn = { note: HOSTILE, lines: [{ title: HOSTILE, quantity: 2, received: 1 }] };

const link = `https://shop.example.com/x?key="><script>`;
const firstName = HOSTILE;
const accountMails: AccountMail[] = [
  { template: "welcome", firstName, shopLink: link },
  { template: "verify", firstName, link },
  { template: "already_registered", loginLink: link, resetLink: link },
  { template: "reset", firstName, link, validMinutes: 30 },
  { template: "password_changed", firstName, resetLink: link },
  { template: "unlock", firstName, link, lockedMinutes: 15 },
  { template: "change_email", firstName, link },
  { template: "email_changed", firstName, newEmail: HOSTILE, restoreLink: link, validDays: 3 },
  { template: "email_restored", firstName },
  { template: "second_factor", firstName, change: "recovery_code_used" },
  { template: "new_device", firstName, device: HOSTILE, place: HOSTILE, securityLink: link },
  { template: "session_ended", firstName, securityLink: link },
  { template: "staff_invited", firstName, role: HOSTILE, link, validDays: 3 },
  { template: "account_deleted", firstName },
  { template: "customers_merged", firstName, keptEmail: HOSTILE, isKept: false, wasMember: true },
  { template: "customers_merged", firstName, keptEmail: HOSTILE, isKept: true, wasMember: true },
  { template: "customers_merged", firstName, keptEmail: HOSTILE, isKept: true, wasMember: false },
  ...[true, false].map((isReplacement) => ({
    template: "gift_card" as const,
    amount: HOSTILE,
    code: HOSTILE,
    message: HOSTILE,
    isReplacement,
    lastDay: HOSTILE,
    shopLink: link,
  })),
  { template: "gift_cards_bought", number: HOSTILE, cards: [{ amount: HOSTILE, code: HOSTILE }], shopLink: link },
];
const documents: [string, MailDocument][] = [
  ...accountMails.map((mail): [string, MailDocument] => [mail.template, accountMail(mail)]),
  ["order_confirmed", orderConfirmedMail(hostileOrder, link)],
  ["order_cancelled", orderCancelledMail(hostileOrder, link)],
  ["order_confirmed of an exchange", orderConfirmedMail(exchange, link)],
  ["order_cancelled of an exchange", orderCancelledMail(exchange, link)],
  ["order_shipped", orderShippedMail({ order: hostileOrder, shipment: hostileShipment, corrected: false }, link)],
  ["order_tracking", orderShippedMail({ order: hostileOrder, shipment: hostileShipment, corrected: true }, link)],
  ...(["approved", "declined", "received"] as const).map((kind): [string, MailDocument] => {
    return [`order_return_${kind}`, orderReturnMail({ order: hostileOrder, request: hostileReturn, kind }, link)];
  }),
  ["order_refunded", orderRefundedMail(hostileOrder, link)],
  ["order_paid_by_hand", orderPaidByHandMail(hostileOrder, link)],
];

describe("every mail", () => {
  it.each(documents)("%s escapes every value in markup and headers", (_template, document) => {
    const { subject, html, text } = renderMail({ ...document, subject: `${document.subject} ${HOSTILE}` });
    expect(html).not.toMatch(/<script/i);
    expect(html.match(/<a /g)?.length ?? 0).toBe(document.blocks.filter((block) => block.kind === "button").length);
    expect(subject).not.toMatch(/[\r\n]/);
    expect(text.length).toBeGreaterThan(40);
  });

  it.each(documents)("%s has the same content as text", (_template, document) => {
    const { text } = renderMail(document);
    const said = document.blocks.flatMap((block) => {
      if (block.kind === "button") return [block.label, block.url];
      return block.kind === "text" || block.kind === "note" ? [block.text] : [];
    });
    for (const sentence of [document.title ?? document.subject, ...said]) expect(text).toContain(sentence);
  });
});

/** Every pseudo message is padded with this. */
const PADDING = "·";

describe("in the pseudo language", () => {
  afterEach(() => showPseudoMessages(false));

  it.each(accountMails)("$template has no text outside the message files", (mail) => {
    showPseudoMessages(true);
    const document = accountMail(mail);
    const parts = document.blocks.flatMap((block) => {
      if (block.kind === "button") return [block.label];
      if (block.kind === "rows") return block.rows.map(({ label }) => label);
      if (block.kind === "section") return [block.heading];
      return block.text === HOSTILE ? [] : [block.text];
    });
    for (const part of [document.subject, document.title ?? document.subject, document.preview, ...parts]) {
      expect(part).toContain(PADDING);
    }
    expect(renderMail(document).html.replaceAll(PADDING, "")).not.toContain("You don't need to reply");
  });
});

describe("escaping", () => {
  it("leaves nothing that HTML reads, whatever the text", () => {
    fc.assert(
      fc.property(fc.string(), (words) => {
        const rest = escapeHtml(words).replace(/&(amp|lt|gt|quot|#39);/g, "");
        expect(rest).not.toMatch(/[<>"'&]/);
      }),
    );
  });

  it("links only to the web", () => {
    const document = { subject: "s", preview: "p", title: "t" };
    for (const url of ["javascript:alert(1)", "data:text/html,x", "//evil.example", "vbscript:x"]) {
      const { html, text } = renderMail({ ...document, blocks: [{ kind: "button", label: "Go", url }] });
      expect(html).toContain('href=""');
      expect(text).not.toContain(url);
    }
  });
});

describe("mails about orders", () => {
  it("carry the totals, the address and the link", () => {
    const { html, text } = renderMail(
      orderConfirmedMail({ ...hostileOrder, shippingMethod: "Standard" }, "https://shop.example.com/o"),
    );
    for (const fact of ["€30.00", "-€5.00", "€4.90", "€29.90", "Berlin", "https://shop.example.com/o"]) {
      expect(html).toContain(fact);
      expect(text).toContain(fact);
    }
  });

  it("say where the money of a refund goes", () => {
    const told = (giftCardMinor: number) =>
      renderMail(orderRefundedMail({ ...hostileOrder, giftCardMinor }, link)).text;
    expect(told(0)).toContain("The money goes back to your original payment method.");
    expect(told(1_000)).toContain("what your gift cards paid goes back to them");
    expect(told(hostileOrder.totalMinor)).toContain("The money is back on your gift cards.");
    expect(told(hostileOrder.totalMinor)).not.toContain("payment method");
  });

  it("say why a checkout failed as the order's page does, and that a cancelled order was cancelled", () => {
    const told = (cancelReason: string | null, refundedMinor = 0) =>
      renderMail(orderCancelledMail({ ...hostileOrder, cancelReason, refundedMinor }, link)).text;
    expect(told("payment_declined")).toContain("Your payment was declined. You haven't been charged.");
    expect(told("payment_declined")).not.toContain("If you've been charged");
    expect(told("payment_declined")).toContain("You can try again from your cart.");
    const failures = getTranslations("checkoutFailures");
    for (const reason of ["out_of_stock", "payment_timeout", "payment_unavailable", "internal"] as const) {
      expect(told(reason)).toContain(failures(`text.${reason}`));
      expect(told(reason)).toContain("If you've been charged, we'll refund you in full.");
    }
    // Codes that a shopper can do nothing about are one failure.
    expect(told("shipping_unavailable")).toBe(told("internal"));
    for (const reason of CheckoutFailure.options) {
      expect(told(reason)).not.toContain("cancelled");
      expect(told(reason, 2_990)).not.toContain("You haven't been charged");
      expect(told(reason, 2_990)).toContain("We've refunded €29.90.");
    }
    expect(told("cancelled_by_shopper")).not.toContain("by_shopper");
    expect(told(null)).toContain("was cancelled.");
  });
});
