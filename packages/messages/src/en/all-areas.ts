import { account } from "./account.ts";
import { addressForm } from "./address-form.ts";
import { address } from "./address.ts";
import { adminAudit } from "./admin-audit.ts";
import { adminBulk } from "./admin-bulk.ts";
import { adminCategories } from "./admin-categories.ts";
import { adminCodes } from "./admin-codes.ts";
import { adminCollections } from "./admin-collections.ts";
import { adminContact } from "./admin-contact.ts";
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
import { adminPalette } from "./admin-palette.ts";
import { adminParcels } from "./admin-parcels.ts";
import { adminPayments } from "./admin-payments.ts";
import { adminPeople } from "./admin-people.ts";
import { adminPrint } from "./admin-print.ts";
import { adminProducts } from "./admin-products.ts";
import { adminPromotions } from "./admin-promotions.ts";
import { adminQueues } from "./admin-queues.ts";
import { adminRefunds } from "./admin-refunds.ts";
import { adminReturns } from "./admin-returns.ts";
import { adminRoles } from "./admin-roles.ts";
import { adminSettings } from "./admin-settings.ts";
import { adminShipments } from "./admin-shipments.ts";
import { adminShipping } from "./admin-shipping.ts";
import { adminTaxes } from "./admin-taxes.ts";
import { adminTrouble } from "./admin-trouble.ts";
import { adminViews } from "./admin-views.ts";
import { adminWebhooks } from "./admin-webhooks.ts";
import { admin } from "./admin.ts";
import { backorder } from "./backorder.ts";
import { cartLines } from "./cart-lines.ts";
import { cartProblems } from "./cart-problems.ts";
import { cart } from "./cart.ts";
import { checkoutFailures } from "./checkout-failures.ts";
import { checkout } from "./checkout.ts";
import { common } from "./common.ts";
import { delivery } from "./delivery.ts";
import { downloads } from "./downloads.ts";
import { errorDetails } from "./error-details.ts";
import { errors } from "./errors.ts";
import { fatal } from "./fatal.ts";
import { fieldProblems } from "./field-problems.ts";
import { gallery } from "./gallery.ts";
import { giftCards } from "./gift-cards.ts";
import { home } from "./home.ts";
import { invoices } from "./invoices.ts";
import { legal } from "./legal.ts";
import { mailbox } from "./mailbox.ts";
import { mails } from "./mails.ts";
import { navigation } from "./navigation.ts";
import { orderStatus } from "./order-status.ts";
import { orderUpdates } from "./order-updates.ts";
import { orders } from "./orders.ts";
import { paymentLink } from "./payment-link.ts";
import { pictureProblems } from "./picture-problems.ts";
import { places } from "./places.ts";
import { productImport } from "./product-import.ts";
import { productList } from "./product-list.ts";
import { productPage } from "./product-page.ts";
import { product } from "./product.ts";
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
  adminContact,
  adminDashboard,
  adminDeadLetters,
  adminDrafts,
  adminGiftCards,
  adminImports,
  adminInboundWebhooks,
  adminInventory,
  adminInvoices,
  adminMerge,
  adminNotes,
  adminOrders,
  adminPalette,
  adminParcels,
  adminPayments,
  adminPeople,
  adminPrint,
  adminProducts,
  adminPromotions,
  adminQueues,
  adminRefunds,
  adminReturns,
  adminRoles,
  adminSettings,
  adminShipments,
  adminShipping,
  adminTaxes,
  adminTrouble,
  adminViews,
  adminWebhooks,
  backorder,
  cart,
  cartLines,
  cartProblems,
  checkout,
  checkoutFailures,
  common,
  delivery,
  downloads,
  errorDetails,
  errors,
  fatal,
  fieldProblems,
  gallery,
  giftCards,
  home,
  invoices,
  legal,
  mailbox,
  mails,
  navigation,
  orderStatus,
  orderUpdates,
  orders,
  paymentLink,
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
