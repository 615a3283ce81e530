import type { AdminProductRow } from "@cartwright/contracts/admin-products";
import { formatMoney } from "@cartwright/contracts/amounts";
import { Badge } from "@cartwright/ui/badge";
import { classNames } from "@cartwright/ui/class-names";
import { Table, Td, Th } from "@cartwright/ui/table";
import Link from "next/link";
import type { Ref } from "react";
import { Moment } from "../shell/timestamp.tsx";
import { PRODUCT_WORD } from "./product-words.ts";

/** What only wider screens have room for. */
const WIDE = "max-md:hidden";
const CELL = "py-2";

interface ProductTableProps {
  products: readonly AdminProductRow[];
  body: Ref<HTMLTableSectionElement>;
}

/** Products as rows; a whole row is one link. */
export function ProductTable({ products, body }: ProductTableProps) {
  return (
    <Table caption="Products, the latest change first">
      <thead>
        <tr>
          <Th>Product</Th>
          <Th className={WIDE}>Status</Th>
          <Th className={WIDE}>Category</Th>
          <Th className="text-right">Available</Th>
          <Th className={classNames("text-right", WIDE)}>Price</Th>
          <Th className={classNames("text-right", WIDE)}>Changed</Th>
        </tr>
      </thead>
      <tbody ref={body}>
        {products.map((product) => (
          <ProductLine key={product.id} product={product} />
        ))}
      </tbody>
    </Table>
  );
}

function ProductLine({ product }: { product: AdminProductRow }) {
  const { label, tone } = PRODUCT_WORD[product.status];
  return (
    <tr className="relative transition-colors last:*:border-b-0 hover:bg-sunk">
      <Td className={CELL}>
        <div className="flex items-center gap-3">
          <Thumb url={product.imageUrl} />
          <span className="min-w-0">
            <Link
              href={`/admin/products/${product.id}`}
              prefetch={false}
              className="block max-w-80 truncate font-medium after:absolute after:inset-0 focus-visible:-outline-offset-2 max-md:max-w-44"
            >
              {product.title}
            </Link>
            <span className="figures block text-xs text-muted md:hidden">
              {product.status === "active" ? "" : `${label} · `}
              {priceText(product)}
            </span>
            <span className="block text-xs text-muted max-md:hidden">
              {product.variantCount === 1 ? "1 variant" : `${product.variantCount} variants`}
            </span>
          </span>
        </div>
      </Td>
      <Td className={classNames(CELL, WIDE, "whitespace-nowrap")}>
        <Badge tone={tone} className="px-2 py-px">
          {label}
        </Badge>
      </Td>
      <Td className={classNames(CELL, WIDE, "max-w-44 truncate text-ink-soft")}>{product.category}</Td>
      <Td className={classNames(CELL, "figures text-right whitespace-nowrap")}>
        <span className={product.available === 0 ? "text-bad" : product.lowStock ? "text-warn" : ""}>
          {product.available}
          {product.lowStock ? (
            <span className="block text-xs">{product.available === 0 ? "sold out" : "low"}</span>
          ) : null}
        </span>
      </Td>
      <Td className={classNames(CELL, WIDE, "figures text-right whitespace-nowrap")}>{priceText(product)}</Td>
      <Td className={classNames(CELL, WIDE, "figures text-right whitespace-nowrap text-muted")}>
        <Moment at={product.updatedAt} />
      </Td>
    </tr>
  );
}

function priceText({ priceMinor, priceMaxMinor, currency }: AdminProductRow): string {
  const lowest = formatMoney(priceMinor, currency);
  return priceMinor === priceMaxMinor ? lowest : `${lowest} – ${formatMoney(priceMaxMinor, currency)}`;
}

const THUMB = "size-10 shrink-0 rounded-md bg-sunk object-cover";

/** A small picture, or the ground that it would stand on. */
export function Thumb({ url }: { url: string | null }) {
  if (url === null) return <span aria-hidden="true" className={THUMB} />;
  // oxlint-disable-next-line nextjs/no-img-element -- our own file in the right size; nothing to optimise
  return <img src={url} alt="" width={40} height={40} loading="lazy" decoding="async" className={THUMB} />;
}
