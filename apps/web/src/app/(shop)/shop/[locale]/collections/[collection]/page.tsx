import type { Collection } from "@cartwright/contracts/collections";
import { Slug } from "@cartwright/contracts/product-status";
import { ClientMessages } from "@cartwright/messages/client-messages";
import { getTranslations } from "@cartwright/messages/get-translations";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Breadcrumbs } from "../../../../../../features/catalog/breadcrumbs.tsx";
import { TAGS, tagPage } from "../../../../../../features/catalog/cached-catalog.ts";
import { JsonLd } from "../../../../../../features/catalog/json-ld/json-ld.tsx";
import { breadcrumbJsonLd, listJsonLd } from "../../../../../../features/catalog/json-ld/page-json-ld.ts";
import { Picture } from "../../../../../../features/catalog/picture.tsx";
import { ProductBrowser } from "../../../../../../features/catalog/product-browser.tsx";
import { orNotFound, publicApi, publicOrigin } from "../../../../../../trpc/server.ts";
import { localeOf } from "../../locale-of.ts";

export const generateStaticParams = () => [];

interface PageProps {
  params: Promise<{ locale: string; collection: string }>;
}

/** Tagged before it is looked up: one that is missing may be created later. */
async function readCollection({ params }: PageProps): Promise<Collection> {
  const { collection: slug } = await params;
  if (!Slug.safeParse(slug).success) notFound();
  await tagPage(TAGS.lists);
  return orNotFound(publicApi().catalog.collection({ slug }));
}

/** The first line of a text, for previews. */
const firstLine = (text: string) => text.split("\n", 1)[0]?.slice(0, 200) ?? "";

export async function generateMetadata(props: PageProps): Promise<Metadata> {
  const { title, slug, description, image } = await readCollection(props);
  const summary = description === "" ? {} : { description: firstLine(description) };
  return {
    title,
    ...summary,
    alternates: { canonical: `/collections/${slug}` },
    openGraph: {
      title,
      ...summary,
      type: "website",
      ...(image
        ? {
            images: [
              { url: `/media/${image.key}-1200.webp`, width: image.width, height: image.height, alt: image.alt },
            ],
          }
        : {}),
    },
  };
}

export default async function CollectionPage(props: PageProps) {
  const locale = await localeOf(props.params);
  const t = getTranslations("shop", locale);
  const { slug, title, description, kind, image } = await readCollection(props);
  const filters = { collection: slug };
  const page = await publicApi().catalog.list(filters);
  const steps = [{ href: "/", title: t("home") }];
  const origin = publicOrigin();
  return (
    <div className="page pt-6">
      <JsonLd
        nodes={[
          breadcrumbJsonLd([...steps, { href: `/collections/${slug}`, title }], origin),
          listJsonLd(page.items, origin),
        ]}
      />
      <Breadcrumbs steps={steps} here={title} />
      <div className="flex flex-wrap items-center gap-x-12 gap-y-6 pt-6 pb-10 lg:pt-10 lg:pb-14">
        <div className="grid max-w-prose min-w-0 grow gap-3">
          <h1 className="text-display font-medium wrap-anywhere">{title}</h1>
          {description === "" ? null : <p className="text-lg whitespace-pre-line text-ink-soft">{description}</p>}
        </div>
        {image === null ? null : (
          <div className="w-56 shrink-0 overflow-hidden rounded-lg max-sm:w-full sm:ml-auto lg:w-72">
            <Picture
              image={image}
              title={title}
              sizes="(min-width: 1024px) 18rem, (min-width: 640px) 14rem, 100vw"
              priority
            />
          </div>
        )}
      </div>
      <ClientMessages areas={["product", "productList"]} locale={locale}>
        <ProductBrowser fixed={filters} first={{ filters, page }} hasOrder={kind === "manual"} />
      </ClientMessages>
    </div>
  );
}
