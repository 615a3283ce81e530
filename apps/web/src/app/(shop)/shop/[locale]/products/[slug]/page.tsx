import type { Product } from "@cartwright/contracts/catalog";
import { countryName } from "@cartwright/contracts/place";
import { Slug } from "@cartwright/contracts/product-status";
import { ClientMessages } from "@cartwright/messages/client-messages";
import { getTranslations } from "@cartwright/messages/get-translations";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Breadcrumbs } from "../../../../../../features/catalog/breadcrumbs.tsx";
import { TAGS, tagPage } from "../../../../../../features/catalog/cached-catalog.ts";
import { ChosenPictureProvider } from "../../../../../../features/catalog/chosen-picture.tsx";
import { DeliveryLine } from "../../../../../../features/catalog/delivery-line.tsx";
import { ProductGallery } from "../../../../../../features/catalog/product-gallery.tsx";
import { productJsonLd } from "../../../../../../features/catalog/product-json-ld.ts";
import { ProductRow } from "../../../../../../features/catalog/product-row.tsx";
import { ProductDetails } from "../../../../../../features/catalog/product-details.tsx";
import { PurchasePanel } from "../../../../../../features/catalog/purchase-panel.tsx";
import { orNotFound, publicApi, publicOrigin } from "../../../../../../trpc/server.ts";
import { localeOf } from "../../locale-of.ts";

export const generateStaticParams = () => [];

const RELATED_SHOWN = 4;

interface PageProps {
  params: Promise<{ locale: string; slug: string }>;
}

/** The page is tagged with its slug and its id; a missing product with the slug only, since it may be created later. */
async function readProduct({ params }: PageProps): Promise<Product> {
  const { slug } = await params;
  // An invalid slug is never looked up, and no cached page waits for it.
  if (!Slug.safeParse(slug).success) notFound();
  await tagPage(TAGS.product(slug));
  const product = await orNotFound(publicApi().catalog.product({ slug }));
  await tagPage(TAGS.product(product.id));
  return product;
}

export async function generateMetadata(props: PageProps): Promise<Metadata> {
  const { title, summary, slug, images } = await readProduct(props);
  const [image] = images;
  return {
    title,
    description: summary,
    alternates: { canonical: `/products/${slug}` },
    openGraph: {
      title,
      description: summary,
      type: "website",
      ...(image
        ? { images: [{ url: `/media/${image.key}-1200.webp`, width: 1200, height: 1200, alt: image.alt }] }
        : {}),
    },
  };
}

/** The price of all variants; null when they differ. */
function onlyPriceOf({ variants }: Product): number | null {
  const [price, ...others] = new Set(variants.map(({ priceMinor }) => priceMinor));
  return price === undefined || others.length > 0 ? null : price;
}

export default async function ProductPage(props: PageProps) {
  const locale = await localeOf(props.params);
  const t = getTranslations("shop", locale);
  const product = await readProduct(props);
  const { category } = product;
  const offer = await publicApi().shop.delivery({});
  const related = category
    ? await publicApi().catalog.list({ category: category.slug, inStock: true, limit: RELATED_SHOWN + 1 })
    : null;
  return (
    <>
      <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: productJsonLd(product, publicOrigin()) }} />
      <div className="page pt-6">
        <Breadcrumbs
          steps={[
            { href: "/", title: t("home") },
            ...(category ? [{ href: `/c/${category.slug}`, title: category.title }] : []),
          ]}
          here={product.title}
        />
        <ChosenPictureProvider>
          <div className="grid gap-8 pt-6 lg:grid-cols-12 lg:gap-12">
            <div className="lg:col-span-7">
              <ProductGallery product={product} label={getTranslations("productPage", locale)("pictures")} />
            </div>
            <div className="lg:col-span-5">
              <div className="grid gap-8 lg:sticky lg:top-24">
                <div className="grid gap-2">
                  {product.vendor === "" ? null : <p className="text-sm text-muted">{product.vendor}</p>}
                  <h1 className="text-3xl">{product.title}</h1>
                </div>
                <ClientMessages areas={["backorder", "product", "delivery"]} locale={locale}>
                  <PurchasePanel product={product} />
                  <DeliveryLine home={offer} homeName={countryName(offer.country)} priceMinor={onlyPriceOf(product)} />
                </ClientMessages>
                <ProductDetails product={product} />
              </div>
            </div>
          </div>
        </ChosenPictureProvider>
      </div>
      {related ? (
        <ProductRow
          title={getTranslations("productPage", locale)("related")}
          products={related.items.filter((each) => each.id !== product.id).slice(0, RELATED_SHOWN)}
        />
      ) : null}
    </>
  );
}
