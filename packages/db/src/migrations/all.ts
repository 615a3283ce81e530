import type { Migration } from "kysely/migration";
import * as catalog from "./0001-catalog.ts";
import * as accounts from "./0002-accounts.ts";
import * as inventory from "./0003-inventory.ts";
import * as cart from "./0004-cart.ts";
import * as promotions from "./0005-promotions.ts";
import * as orders from "./0006-orders.ts";
import * as payments from "./0007-payments.ts";
import * as saga from "./0008-saga.ts";
import * as notifications from "./0009-notifications.ts";
import * as secondFactor from "./0010-second-factor.ts";
import * as peopleDesk from "./0011-people-desk.ts";
import * as productDesk from "./0013-product-desk.ts";
import * as mailsOfRecipient from "./0015-mails-of-recipient.ts";
import * as paymentTrace from "./0016-payment-trace.ts";
import * as sagaRetries from "./0018-saga-retries.ts";
import * as mailRequeue from "./0019-mail-requeue.ts";
import * as restoreEmail from "./0020-restore-email.ts";
import * as sessionsOfUser from "./0024-sessions-of-user.ts";
import * as orderAxes from "./0025-order-axes.ts";
import * as webhookMismatches from "./0026-webhook-mismatches.ts";
import * as orderLinks from "./0027-order-links.ts";
import * as sessionRenewals from "./0028-session-renewals.ts";
import * as loginFailures from "./0029-login-failures.ts";
import * as checkoutDrafts from "./0030-checkout-drafts.ts";
import * as returnLines from "./0031-return-lines.ts";
import * as reconciliation from "./0040-reconciliation.ts";
import * as stockPolicies from "./0041-stock-policies.ts";
import * as taxAreas from "./0042-tax-areas.ts";
import * as productFiles from "./0043-product-files.ts";
import * as search from "./0050-search.ts";
import * as backorderedLines from "./0051-backordered-lines.ts";
import * as digitalGoods from "./0052-digital-goods.ts";
import * as sitemaps from "./0053-sitemaps.ts";
import * as downloads from "./0054-downloads.ts";
import * as suggestions from "./0055-suggestions.ts";
import * as afterSale from "./0056-after-sale.ts";
import * as orderViews from "./0057-order-views.ts";
import * as refundsByHand from "./0058-refunds-by-hand.ts";
import * as shopTime from "./0059-shop-time.ts";
import * as deadLetterReplay from "./0060-dead-letter-replay.ts";
import * as redemptionsByMailbox from "./0061-redemptions-by-mailbox.ts";
import * as promotionDesk from "./0062-promotion-desk.ts";
import * as endedGuests from "./0063-ended-guests.ts";
import * as bookFindings from "./0064-book-findings.ts";
import * as orderDesk from "./0065-order-desk.ts";
import * as merchantWebhooks from "./0066-merchant-webhooks.ts";
import * as promotionTallies from "./0067-promotion-tallies.ts";
import * as endedGuestsByAge from "./0068-ended-guests-by-age.ts";
import * as paymentCards from "./0069-payment-cards.ts";
import * as invoices from "./0070-invoices.ts";
import * as deskReads from "./0071-desk-reads.ts";
import * as cancelledItems from "./0076-cancelled-items.ts";
import * as queueDesk from "./0077-queue-desk.ts";
import * as inboundWebhooks from "./0078-inbound-webhooks.ts";
import * as orderFilters from "./0079-order-filters.ts";
import * as deskFinds from "./0080-desk-finds.ts";
import * as orderDrafts from "./0081-order-drafts.ts";
import * as shippingZones from "./0082-shipping-zones.ts";
import * as fasterFolding from "./0083-faster-folding.ts";
import * as collections from "./0084-collections.ts";
import * as taxDesk from "./0085-tax-desk.ts";
import * as promotionCollections from "./0086-promotion-collections.ts";
import * as savedViews from "./0087-saved-views.ts";
import * as productSlugs from "./0088-product-slugs.ts";
import * as scheduledProducts from "./0089-scheduled-products.ts";
import * as productImports from "./0090-product-imports.ts";
import * as categoryTree from "./0091-category-tree.ts";
import * as salesByTime from "./0093-sales-by-time.ts";
import * as visits from "./0094-visits.ts";
import * as exchanges from "./0095-exchanges.ts";
import * as customers from "./0096-customers.ts";
import * as mergedAccounts from "./0097-merged-accounts.ts";
import * as giftCards from "./0098-gift-cards.ts";
import * as cancelledExchanges from "./0099-cancelled-exchanges.ts";
import * as soldGiftCards from "./0102-sold-gift-cards.ts";

/** Every migration by name, in order. Forward only: a landed migration is never edited; a new file follows it. */
export const MIGRATIONS: Readonly<Record<string, Migration>> = {
  "0001-catalog": catalog,
  "0002-accounts": accounts,
  "0003-inventory": inventory,
  "0004-cart": cart,
  "0005-promotions": promotions,
  "0006-orders": orders,
  "0007-payments": payments,
  "0008-saga": saga,
  "0009-notifications": notifications,
  "0010-second-factor": secondFactor,
  "0011-people-desk": peopleDesk,
  "0013-product-desk": productDesk,
  "0015-mails-of-recipient": mailsOfRecipient,
  "0016-payment-trace": paymentTrace,
  "0018-saga-retries": sagaRetries,
  "0019-mail-requeue": mailRequeue,
  "0020-restore-email": restoreEmail,
  "0024-sessions-of-user": sessionsOfUser,
  "0025-order-axes": orderAxes,
  "0026-webhook-mismatches": webhookMismatches,
  "0027-order-links": orderLinks,
  "0028-session-renewals": sessionRenewals,
  "0029-login-failures": loginFailures,
  "0030-checkout-drafts": checkoutDrafts,
  "0031-return-lines": returnLines,
  "0040-reconciliation": reconciliation,
  "0041-stock-policies": stockPolicies,
  "0042-tax-areas": taxAreas,
  "0043-product-files": productFiles,
  "0050-search": search,
  "0051-backordered-lines": backorderedLines,
  "0052-digital-goods": digitalGoods,
  "0053-sitemaps": sitemaps,
  "0054-downloads": downloads,
  "0055-suggestions": suggestions,
  "0056-after-sale": afterSale,
  "0057-order-views": orderViews,
  "0058-refunds-by-hand": refundsByHand,
  "0059-shop-time": shopTime,
  "0060-dead-letter-replay": deadLetterReplay,
  "0061-redemptions-by-mailbox": redemptionsByMailbox,
  "0062-promotion-desk": promotionDesk,
  "0063-ended-guests": endedGuests,
  "0064-book-findings": bookFindings,
  "0065-order-desk": orderDesk,
  "0066-merchant-webhooks": merchantWebhooks,
  "0067-promotion-tallies": promotionTallies,
  "0068-ended-guests-by-age": endedGuestsByAge,
  "0069-payment-cards": paymentCards,
  "0070-invoices": invoices,
  "0071-desk-reads": deskReads,
  "0076-cancelled-items": cancelledItems,
  "0077-queue-desk": queueDesk,
  "0078-inbound-webhooks": inboundWebhooks,
  "0079-order-filters": orderFilters,
  "0080-desk-finds": deskFinds,
  "0081-order-drafts": orderDrafts,
  "0082-shipping-zones": shippingZones,
  "0083-faster-folding": fasterFolding,
  "0084-collections": collections,
  "0085-tax-desk": taxDesk,
  "0086-promotion-collections": promotionCollections,
  "0087-saved-views": savedViews,
  "0088-product-slugs": productSlugs,
  "0089-scheduled-products": scheduledProducts,
  "0090-product-imports": productImports,
  "0091-category-tree": categoryTree,
  "0093-sales-by-time": salesByTime,
  "0094-visits": visits,
  "0095-exchanges": exchanges,
  "0096-customers": customers,
  "0097-merged-accounts": mergedAccounts,
  "0098-gift-cards": giftCards,
  "0099-cancelled-exchanges": cancelledExchanges,
  "0102-sold-gift-cards": soldGiftCards,
};
