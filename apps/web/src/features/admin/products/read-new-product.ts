import type { AdminCreateProduct } from "@cartwright/contracts/admin-products";
import { parseMinor, SHOP_CURRENCY } from "@cartwright/contracts/money";

/** The form of a new product, as typed. */
export interface NewProductForm {
  readonly title: string;
  readonly description: string;
  readonly vendor: string;
  readonly categoryId: string;
  readonly price: string;
  readonly sku: string;
  readonly stock: string;
  readonly giftCard: boolean;
}

export const EMPTY: NewProductForm = {
  title: "",
  description: "",
  vendor: "",
  categoryId: "",
  price: "",
  sku: "",
  stock: "",
  giftCard: false,
};

/** What is wrong with a field; `adminProducts.invalid` has the messages. */
type FormError = "title" | "price" | "stock";

type Reading =
  | { readonly ok: true; readonly input: AdminCreateProduct }
  | { readonly ok: false; readonly errors: Readonly<Record<string, FormError>> };

const UNITS = /^\d{1,6}$/;

/** Builds the request from the form. A draft may still be without a price or stock; a product on sale needs a price. */
export function readNewProduct(form: NewProductForm, status: "draft" | "active"): Reading {
  const text = (name: Exclude<keyof NewProductForm, "giftCard">) => form[name].trim();
  const priceMinor = text("price") === "" ? 0 : parseMinor(text("price"), SHOP_CURRENCY);
  const isPriced = priceMinor !== null && (status === "draft" || text("price") !== "");
  const isCounted = text("stock") === "" || UNITS.test(text("stock"));
  if (text("title") === "" || !isPriced || !isCounted) {
    return {
      ok: false,
      errors: {
        ...(text("title") === "" && { title: "title" }),
        ...(!isPriced && { price: "price" }),
        ...(!isCounted && { stock: "stock" }),
      },
    };
  }
  const onHand = text("stock") === "" ? {} : { onHand: Number(text("stock")) };
  return {
    ok: true,
    input: {
      title: text("title"),
      description: form.description,
      vendor: text("vendor"),
      status,
      giftCard: form.giftCard,
      // A choice of the select; the server checks it again.
      categoryId: form.categoryId === "" ? null : (form.categoryId as NonNullable<AdminCreateProduct["categoryId"]>),
      options: [],
      variants: [{ options: [], priceMinor: priceMinor ?? 0, sku: text("sku") || null, ...onHand }],
    },
  };
}

/** The field of the form that a path of the request belongs to: `variants.0.priceMinor` is the price. */
export function fieldOf(path: string): keyof NewProductForm {
  const last = path.split(".").at(-1) ?? "";
  if (last === "priceMinor") return "price";
  if (last === "onHand") return "stock";
  return last in EMPTY ? (last as keyof NewProductForm) : "title"; // a name of the form
}
