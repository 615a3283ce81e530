import type { ProductCard } from "@cartwright/contracts/catalog";
import { formatMoney } from "@cartwright/contracts/amounts";
import { useTranslations } from "@cartwright/messages/use-translations";
import { buttonClass } from "@cartwright/ui/button-class";
import { ArrowRight } from "lucide-react";
import Link from "next/link";
import { Picture } from "../picture.tsx";

/** The top of the home page: what the shop is about, and one large product. */
export function HomeHero({ product }: { product: ProductCard | undefined }) {
  const t = useTranslations("home");
  return (
    <section className="page grid gap-8 pt-6 lg:grid-cols-12 lg:items-end lg:gap-12 lg:pt-10">
      <div className="grid content-between gap-8 lg:col-span-5 lg:py-10">
        <h1 className="text-display font-medium">
          {t("headline")}
          <span className="text-accent">.</span>
        </h1>
        <p className="max-w-md text-lg text-ink-soft">{t("lead")}</p>
        <div className="flex flex-wrap gap-3">
          <Link href="/search" className={buttonClass({ size: "lg" })}>
            {t("browse")}
          </Link>
          {product ? (
            <Link href={`/products/${product.slug}`} className={buttonClass({ size: "lg", variant: "quiet" })}>
              {product.title}
              <ArrowRight aria-hidden="true" className="size-4" />
            </Link>
          ) : null}
        </div>
      </div>
      {product ? (
        <figure className="group/card relative lg:col-span-7">
          <Picture
            image={product.image}
            title={product.title}
            sizes="(min-width: 92rem) 50rem, (min-width: 64rem) 56vw, 94vw"
            priority
            className="rounded-lg"
          />
          <figcaption className="flex justify-between gap-4 pt-3 text-sm text-muted">
            <span>{product.title}</span>
            <span className="figures">{formatMoney(product.priceMinor, product.currency)}</span>
          </figcaption>
        </figure>
      ) : null}
    </section>
  );
}
