import type { Product } from "@cartwright/contracts/catalog";
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

/** The description, and how delivery and returns work. */
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
      <Disclosure title={t("delivery")}>
        <p>{t("deliveryText")}</p>
      </Disclosure>
    </div>
  );
}
