import type { Product } from "@cartwright/contracts/catalog";
import { countryName } from "@cartwright/contracts/place";
import { Slug } from "@cartwright/contracts/product-status";
import { ClientMessages } from "@cartwright/messages/client-messages";
import { getTranslations } from "@cartwright/messages/get-translations";
import type { Metadata } from "next";
import { notFound, permanentRedirect } from "next/navigation";
import { Breadcrumbs } from "../../../../../../features/catalog/breadcrumbs.tsx";
import { TAGS, tagPage } from "../../../../../../features/catalog/cached-catalog.ts";
import { ChosenPictureProvider } from "../../../../../../features/catalog/gallery/chosen-picture.tsx";
import { ProductGallery } from "../../../../../../features/catalog/gallery/product-gallery.tsx";
import { JsonLd } from "../../../../../../features/catalog/json-ld/json-ld.tsx";
import { breadcrumbJsonLd } from "../../../../../../features/catalog/json-ld/page-json-ld.ts";
import { productJsonLd } from "../../../../../../features/catalog/json-ld/product-json-ld.ts";
import { ProductDetails } from "../../../../../../features/catalog/product-details.tsx";
import { ProductRow } from "../../../../../../features/catalog/product-row.tsx";
import { DeliveryLine } from "../../../../../../features/catalog/purchase/delivery-line.tsx";
import { PurchasePanel } from "../../../../../../features/catalog/purchase/purchase-panel.tsx";
import { swatchesOf } from "../../../../../../features/catalog/swatches/swatches-of.ts";
import { orNotFound, orNull, publicApi, publicOrigin } from "../../../../../../trpc/server.ts";
import { localeOf } from "../../locale-of.ts";

export const generateStaticParams = () => [];

const RELATED_SHOWN = 4;

interface PageProps {
  params: Promise<{ locale: string; slug: string }>;
}

/**
 * The page is tagged with its slug and its id; a missing product with the slug only, since it may be created later. An old address leads
 * to the new one, and whatever changes the product is announced by its old slugs, too.
 */
async function readProduct({ params }: PageProps): Promise<Product> {
  const { slug } = await params;
  // An invalid slug is never looked up, and no cached page waits for it.
  if (!Slug.safeParse(slug).success) notFound();
  await tagPage(TAGS.product(slug));
  const product = await orNull(publicApi().catalog.product({ slug }));
  if (product === null) {
    const moved = await orNotFound(publicApi().catalog.moved({ slug }));
    permanentRedirect(`/products/${moved.slug}`);
  }
  await tagPage(TAGS.product(product.id));
  return product;
}

export async function generateMetadata(props: PageProps): Promise<Metadata> {
  const { title: name, seoTitle, summary, slug, images } = await readProduct(props);
  const title = seoTitle ?? name;
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
  const steps = [
    { href: "/", title: t("home") },
    ...(category ? [{ href: `/c/${category.slug}`, title: category.title }] : []),
  ];
  const origin = publicOrigin();
  const path = [...steps, { href: `/products/${product.slug}`, title: product.title }];
  return (
    <>
      <JsonLd nodes={[productJsonLd(product, origin), breadcrumbJsonLd(path, origin)]} />
      <div className="page pt-6">
        <Breadcrumbs steps={steps} here={product.title} />
        <ClientMessages areas={["product", "delivery", "gallery"]} locale={locale}>
          <ChosenPictureProvider>
            <div className="grid gap-8 pt-6 lg:grid-cols-12 lg:gap-12">
              <div className="min-w-0 lg:col-span-7">
                <ProductGallery product={product} />
              </div>
              <div className="lg:col-span-5">
                <div className="grid gap-8 lg:sticky lg:top-24">
                  <div className="grid gap-3">
                    {product.vendor === "" ? null : <p className="text-sm text-muted">{product.vendor}</p>}
                    <h1 className="text-4xl">{product.title}</h1>
                  </div>
                  <PurchasePanel product={product} swatches={swatchesOf(product)} />
                  <DeliveryLine home={offer} homeName={countryName(offer.country)} priceMinor={onlyPriceOf(product)} />
                  <ProductDetails product={product} />
                </div>
              </div>
            </div>
          </ChosenPictureProvider>
        </ClientMessages>
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
