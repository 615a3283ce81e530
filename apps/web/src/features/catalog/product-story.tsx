import type { Product } from "@cartwright/contracts/catalog";
import type { ReactNode } from "react";

function Fold({ title, open = false, children }: { title: string; open?: boolean; children: ReactNode }) {
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

/** What there is to know beside the price. */
export function ProductStory({ product }: { product: Product }) {
  return (
    <div>
      <Fold title="About it" open>
        {/* oxlint-disable-next-line react/no-danger -- sanitised to a small allow-list when it was written */}
        <div className="prose" dangerouslySetInnerHTML={{ __html: product.description }} />
      </Fold>
      <Fold title="Shipping and returns">
        <p>
          Ordered by two, sent the same day. You can send it back within thirty days, unused or not; we refund it in
          full as soon as it is here.
        </p>
      </Fold>
    </div>
  );
}
