import type { AdminProductRow } from "@cartwright/contracts/admin-products";
import type { ListColumnOf } from "@cartwright/contracts/list-setup";
import { formatMoney } from "@cartwright/contracts/amounts";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Badge } from "@cartwright/ui/badge";
import { classNames } from "@cartwright/ui/class-names";
import { Table, Td, Th } from "@cartwright/ui/table";
import Link from "next/link";
import type { Ref } from "react";
import { Timestamp, useDateAndTime } from "../shell/timestamp.tsx";
import { areAllChosen, RowChoice } from "../shell/row-choice.tsx";
import { type ProductSelection, withTicks } from "./acts/product-selection.tsx";
import { PRODUCT_TONE } from "./product-tone.ts";

/** Columns for wide screens only. */
const WIDE = "max-md:hidden";
const CELL = "py-2";

/** Whether the person wants to see a column. */
type Shows = (column: ListColumnOf<"products">) => boolean;

interface ProductTableProps {
  products: readonly AdminProductRow[];
  body: Ref<HTMLTableSectionElement>;
  shows: Shows;
  /** Which products are ticked. Null when there is nothing to do with them. */
  selection: ProductSelection | null;
}

/** Products as rows; the whole row is a link. */
export function ProductTable({ products, body, shows, selection }: ProductTableProps) {
  const t = useTranslations("adminProducts");
  const ids = products.map(({ id }) => id);
  return (
    <Table caption={t("caption")}>
      <thead>
        <tr>
          {selection === null ? null : (
            <Th className="w-9">
              <RowChoice
                label={t("select.all")}
                on={areAllChosen(new Set(selection.chosen.keys()), ids)}
                onChange={(on) => selection.set(withTicks(selection.chosen, products, on))}
              />
            </Th>
          )}
          <Th>{t("column.product")}</Th>
          {shows("status") ? <Th className={WIDE}>{t("column.status")}</Th> : null}
          {shows("category") ? <Th className={WIDE}>{t("column.category")}</Th> : null}
          {shows("available") ? <Th className="text-right">{t("column.available")}</Th> : null}
          {shows("price") ? <Th className={classNames("text-right", WIDE)}>{t("column.price")}</Th> : null}
          {shows("changed") ? <Th className={classNames("text-right", WIDE)}>{t("column.changed")}</Th> : null}
        </tr>
      </thead>
      <tbody ref={body}>
        {products.map((product) => (
          <ProductLine key={product.id} product={product} shows={shows} selection={selection} />
        ))}
      </tbody>
    </Table>
  );
}

interface ProductLineProps {
  product: AdminProductRow;
  shows: Shows;
  selection: ProductSelection | null;
}

function ProductLine({ product, shows, selection }: ProductLineProps) {
  const t = useTranslations("adminProducts");
  const label = t(`status.${product.status}`);
  const lowest = formatMoney(product.priceMinor, product.currency);
  const price =
    product.priceMinor === product.priceMaxMinor
      ? lowest
      : t("priceRange", { from: lowest, to: formatMoney(product.priceMaxMinor, product.currency) });
  return (
    <tr className="relative transition-colors last:*:border-b-0 hover:bg-sunk">
      {selection === null ? null : (
        <Td className={CELL}>
          <RowChoice
            label={t("select.one", { title: product.title })}
            on={selection.chosen.has(product.id)}
            onChange={(on) => selection.set(withTicks(selection.chosen, [product], on))}
          />
        </Td>
      )}
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
              {[product.status === "active" || !shows("status") ? [] : label, shows("price") ? price : []]
                .flat()
                .join(" · ")}
            </span>
            <Scheduled at={product.publishAt} />
            <span className="block text-xs text-muted max-md:hidden">
              {t("variantCount", { count: product.variantCount })}
            </span>
          </span>
        </div>
      </Td>
      {shows("status") ? (
        <Td className={classNames(CELL, WIDE, "whitespace-nowrap")}>
          <Badge tone={PRODUCT_TONE[product.status]} className="px-2 py-px">
            {label}
          </Badge>
        </Td>
      ) : null}
      {shows("category") ? (
        <Td className={classNames(CELL, WIDE, "max-w-44 truncate text-ink-soft")}>{product.category}</Td>
      ) : null}
      {shows("available") ? (
        <Td className={classNames(CELL, "figures text-right whitespace-nowrap")}>
          <AvailableUnits product={product} />
        </Td>
      ) : null}
      {shows("price") ? (
        <Td className={classNames(CELL, WIDE, "figures text-right whitespace-nowrap")}>{price}</Td>
      ) : null}
      {shows("changed") ? (
        <Td className={classNames(CELL, WIDE, "figures text-right whitespace-nowrap text-muted")}>
          <Timestamp at={product.updatedAt} />
        </Td>
      ) : null}
    </tr>
  );
}

/** When a draft is going to be published. */
function Scheduled({ at }: { at: string | null }) {
  const t = useTranslations("adminProducts");
  const dateAndTime = useDateAndTime();
  return at === null ? null : (
    <span className="block text-xs text-ink-soft">{t("schedule.for", { time: dateAndTime(at) })}</span>
  );
}

function AvailableUnits({ product }: { product: AdminProductRow }) {
  const t = useTranslations("adminProducts");
  const { available, lowStock, sellsWithoutStock } = product;
  if (sellsWithoutStock && available === 0 && !lowStock) return <span className="text-muted">{t("notTracked")}</span>;
  const gone = available === 0 && !sellsWithoutStock;
  return (
    <span className={gone ? "text-bad" : lowStock ? "text-warn" : ""}>
      {available}
      {lowStock ? <span className="block text-xs">{gone ? t("soldOut") : t("low")}</span> : null}
    </span>
  );
}

const THUMB = "size-10 shrink-0 rounded-md bg-sunk object-cover";

/** A thumbnail, or an empty square. */
export function Thumb({ url }: { url: string | null }) {
  if (url === null) return <span aria-hidden="true" className={THUMB} />;
  // oxlint-disable-next-line nextjs/no-img-element -- our own file in the right size; nothing to optimise
  return <img src={url} alt="" width={40} height={40} loading="lazy" decoding="async" className={THUMB} />;
}
