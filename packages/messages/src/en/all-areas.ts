import { account } from "./account.ts";
import { address } from "./address.ts";
import { addressForm } from "./address-form.ts";
import { admin } from "./admin.ts";
import { adminAudit } from "./admin-audit.ts";
import { adminBulk } from "./admin-bulk.ts";
import { adminCategories } from "./admin-categories.ts";
import { adminCodes } from "./admin-codes.ts";
import { adminContact } from "./admin-contact.ts";
import { adminCollections } from "./admin-collections.ts";
import { adminDashboard } from "./admin-dashboard.ts";
import { adminDeadLetters } from "./admin-dead-letters.ts";
import { adminDrafts } from "./admin-drafts.ts";
import { adminGiftCards } from "./admin-gift-cards.ts";
import { adminImports } from "./admin-imports.ts";
import { adminInboundWebhooks } from "./admin-inbound-webhooks.ts";
import { adminInventory } from "./admin-inventory.ts";
import { adminInvoices } from "./admin-invoices.ts";
import { adminMerge } from "./admin-merge.ts";
import { adminNotes } from "./admin-notes.ts";
import { adminOrders } from "./admin-orders.ts";
import { adminParcels } from "./admin-parcels.ts";
import { adminPalette } from "./admin-palette.ts";
import { adminPayments } from "./admin-payments.ts";
import { adminPeople } from "./admin-people.ts";
import { adminQueues } from "./admin-queues.ts";
import { adminRefunds } from "./admin-refunds.ts";
import { adminRoles } from "./admin-roles.ts";
import { adminShipments } from "./admin-shipments.ts";
import { adminShipping } from "./admin-shipping.ts";
import { adminTrouble } from "./admin-trouble.ts";
import { adminTaxes } from "./admin-taxes.ts";
import { adminViews } from "./admin-views.ts";
import { adminWebhooks } from "./admin-webhooks.ts";
import { adminReturns } from "./admin-returns.ts";
import { adminPrint } from "./admin-print.ts";
import { adminProducts } from "./admin-products.ts";
import { adminPromotions } from "./admin-promotions.ts";
import { adminSettings } from "./admin-settings.ts";
import { backorder } from "./backorder.ts";
import { cart } from "./cart.ts";
import { cartLines } from "./cart-lines.ts";
import { checkout } from "./checkout.ts";
import { checkoutFailures } from "./checkout-failures.ts";
import { common } from "./common.ts";
import { cartProblems } from "./cart-problems.ts";
import { delivery } from "./delivery.ts";
import { downloads } from "./downloads.ts";
import { errorDetails } from "./error-details.ts";
import { errors } from "./errors.ts";
import { fieldProblems } from "./field-problems.ts";
import { mails } from "./mails.ts";
import { paymentLink } from "./payment-link.ts";
import { orderUpdates } from "./order-updates.ts";
import { fatal } from "./fatal.ts";
import { gallery } from "./gallery.ts";
import { giftCards } from "./gift-cards.ts";
import { home } from "./home.ts";
import { invoices } from "./invoices.ts";
import { legal } from "./legal.ts";
import { mailbox } from "./mailbox.ts";
import { navigation } from "./navigation.ts";
import { orders } from "./orders.ts";
import { orderStatus } from "./order-status.ts";
import { pictureProblems } from "./picture-problems.ts";
import { places } from "./places.ts";
import { product } from "./product.ts";
import { productImport } from "./product-import.ts";
import { productList } from "./product-list.ts";
import { productPage } from "./product-page.ts";
import { requestErrors } from "./request-errors.ts";
import { shop } from "./shop.ts";
import { signIn } from "./sign-in.ts";
import { specifications } from "./specifications.ts";
import { totals } from "./totals.ts";

export const en = {
  account,
  address,
  addressForm,
  admin,
  adminAudit,
  adminBulk,
  adminCategories,
  adminCodes,
  adminCollections,
  adminDashboard,
  adminDeadLetters,
  adminDrafts,
  adminGiftCards,
  adminImports,
  adminInboundWebhooks,
  adminInventory,
  adminInvoices,
  adminOrders,
  adminContact,
  adminPrint,
  adminMerge,
  adminNotes,
  adminParcels,
  adminPalette,
  adminPayments,
  adminPeople,
  adminQueues,
  adminRefunds,
  adminRoles,
  adminShipments,
  adminShipping,
  adminTrouble,
  adminTaxes,
  adminViews,
  adminWebhooks,
  adminReturns,
  adminProducts,
  adminPromotions,
  adminSettings,
  backorder,
  cart,
  cartLines,
  checkout,
  checkoutFailures,
  common,
  cartProblems,
  delivery,
  downloads,
  errorDetails,
  errors,
  fieldProblems,
  mails,
  orderUpdates,
  paymentLink,
  fatal,
  gallery,
  giftCards,
  home,
  invoices,
  legal,
  mailbox,
  navigation,
  orders,
  orderStatus,
  pictureProblems,
  places,
  product,
  productImport,
  productList,
  productPage,
  requestErrors,
  shop,
  signIn,
  specifications,
  totals,
} as const;
