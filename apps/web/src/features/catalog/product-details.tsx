import type { Product, Specification } from "@cartwright/contracts/catalog";
import { useTranslations } from "@cartwright/messages/use-translations";
import type { ReactNode } from "react";

function Disclosure({ title, open = false, children }: { title: string; open?: boolean; children: ReactNode }) {
  return (
    <details open={open} className="group border-t border-line last:border-b">
      <summary className="flex list-none items-center justify-between py-4 text-sm font-medium [&::-webkit-details-marker]:hidden">
        {title}
        <svg
          aria-hidden="true"
          viewBox="0 0 16 16"
          className="size-4 fill-none stroke-current stroke-[1.5] transition-transform group-open:rotate-45"
        >
          <path d="M8 2v12M2 8h12" />
        </svg>
      </summary>
      <div className="pb-5 text-sm text-ink-soft">{children}</div>
    </details>
  );
}

function SpecificationTable({ rows }: { rows: readonly Specification[] }) {
  return (
    <table className="w-full">
      <tbody>
        {rows.map(({ name, value }) => (
          <tr key={name} className="border-t border-line first:border-0">
            <th scope="row" className="w-2/5 py-2.5 pr-4 text-left align-top font-normal text-muted">
              {name}
            </th>
            <td className="py-2.5 align-top break-words text-ink">{value}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The description, the specifications as far as they are known, and how delivery and returns work. */
export function ProductDetails({ product }: { product: Product }) {
  const t = useTranslations("productPage");
  return (
    <div>
      {product.description === "" ? null : (
        <Disclosure title={t("description")} open>
          {/* oxlint-disable-next-line react/no-danger -- sanitised to a small allow-list when it was written */}
          <div className="prose" dangerouslySetInnerHTML={{ __html: product.description }} />
        </Disclosure>
      )}
      {product.specifications.length === 0 ? null : (
        <Disclosure title={t("specifications")} open>
          <SpecificationTable rows={product.specifications} />
        </Disclosure>
      )}
      <Disclosure title={t("delivery")}>
        <p>{t("deliveryText")}</p>
      </Disclosure>
    </div>
  );
}
