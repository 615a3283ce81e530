import { DeviceSession, Me, SavedAddress } from "@cartwright/contracts/accounts";
import { AdminOrder, SagaView } from "@cartwright/contracts/admin";
import { AuditRow } from "@cartwright/contracts/admin-audit";
import { Customer, StaffMember } from "@cartwright/contracts/admin-people";
import { AdminProduct, AdminStockRow } from "@cartwright/contracts/admin-products";
import { Cart, CartLine } from "@cartwright/contracts/cart";
import { CategoryNode, Product, ProductCard, ProductImage, Variant } from "@cartwright/contracts/catalog";
import { Address, PlacedOrder, Quote, ShippingMethod } from "@cartwright/contracts/checkout";
import { Currency } from "@cartwright/contracts/money";
import { FulfillmentStatus, OrderStatus, OrderSummaryStatus, PaymentStatus } from "@cartwright/contracts/order-status";
import { Order, OrderLine, OrderSummary, TimelineEntry } from "@cartwright/contracts/orders";
import { Place } from "@cartwright/contracts/place";
import { z } from "zod";

/** The types that docs/api.md describes once, by name, and refers to. All others are written out where they are used. */
const NAMED = {
  Address,
  AdminOrder,
  AdminProduct,
  AdminStockRow,
  AuditRow,
  Cart,
  CartLine,
  CategoryNode,
  Currency,
  Customer,
  DeviceSession,
  FulfillmentStatus,
  Me,
  Order,
  OrderLine,
  OrderStatus,
  OrderSummary,
  OrderSummaryStatus,
  PaymentStatus,
  Place,
  PlacedOrder,
  Product,
  ProductCard,
  ProductImage,
  Quote,
  SagaView,
  SavedAddress,
  ShippingMethod,
  StaffMember,
  TimelineEntry,
  Variant,
} as const;

export const NAMED_TYPES = z.registry<{ readonly id: string }>();
for (const [id, schema] of Object.entries<z.ZodType>(NAMED)) NAMED_TYPES.add(schema, { id });
