import type { Product } from "@cartwright/contracts/catalog";
import { Slug } from "@cartwright/contracts/product-status";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Breadcrumbs } from "../../../../../../features/catalog/breadcrumbs.tsx";
import { TAGS, tagPage } from "../../../../../../features/catalog/cached-catalog.ts";
import { ProductGallery } from "../../../../../../features/catalog/product-gallery.tsx";
import { productJsonLd } from "../../../../../../features/catalog/product-json-ld.ts";
import { ProductRow } from "../../../../../../features/catalog/product-row.tsx";
import { ProductStory } from "../../../../../../features/catalog/product-story.tsx";
import { PurchasePanel } from "../../../../../../features/catalog/purchase-panel.tsx";
import { orNotFound, publicApi, publicOrigin } from "../../../../../../trpc/server.ts";

export const generateStaticParams = () => [];

const RELATED_SHOWN = 4;

interface PageProps {
  params: Promise<{ slug: string }>;
}

/** The page stands under its slug and its id, and a missing product under the slug: it may come to exist. */
async function readProduct({ params }: PageProps): Promise<Product> {
  const { slug } = await params;
  // What cannot be a product's name is not asked for, and nothing waits for it to come to exist.
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

export default async function ProductPage(props: PageProps) {
  const product = await readProduct(props);
  const { category } = product;
  const related = category
    ? await publicApi().catalog.list({ category: category.slug, inStock: true, limit: RELATED_SHOWN + 1 })
    : null;
  return (
    <>
      <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: productJsonLd(product, publicOrigin()) }} />
      <div className="page pt-6">
        <Breadcrumbs
          steps={[
            { href: "/", title: "Home" },
            ...(category ? [{ href: `/c/${category.slug}`, title: category.title }] : []),
          ]}
          here={product.title}
        />
        <div className="grid gap-8 pt-6 lg:grid-cols-12 lg:gap-12">
          <div className="lg:col-span-7">
            <ProductGallery product={product} />
          </div>
          <div className="lg:col-span-5">
            <div className="grid gap-8 lg:sticky lg:top-24">
              <div className="grid gap-2">
                {product.vendor === "" ? null : <p className="text-sm text-muted">{product.vendor}</p>}
                <h1 className="text-3xl">{product.title}</h1>
              </div>
              <PurchasePanel product={product} />
              <ProductStory product={product} />
            </div>
          </div>
        </div>
      </div>
      {related ? (
        <ProductRow
          title="Goes well with"
          products={related.items.filter((each) => each.id !== product.id).slice(0, RELATED_SHOWN)}
        />
      ) : null}
    </>
  );
}
