import { Slug } from "@cartwright/contracts/product-status";
import { ClientMessages } from "@cartwright/messages/client-messages";
import { getTranslations } from "@cartwright/messages/get-translations";
import type { Metadata } from "next";
import Link from "next/link";
import { notFound, permanentRedirect } from "next/navigation";
import { Breadcrumbs } from "../../../../../../features/catalog/breadcrumbs.tsx";
import { readCategories, TAGS, tagPage } from "../../../../../../features/catalog/cached-catalog.ts";
import { pathToCategory } from "../../../../../../features/catalog/find-category.ts";
import { Picture } from "../../../../../../features/catalog/picture.tsx";
import { ProductBrowser } from "../../../../../../features/catalog/product-browser.tsx";
import { JsonLd } from "../../../../../../features/catalog/json-ld/json-ld.tsx";
import { breadcrumbJsonLd, listJsonLd } from "../../../../../../features/catalog/json-ld/page-json-ld.ts";
import { orNotFound, publicApi, publicOrigin } from "../../../../../../trpc/server.ts";
import { localeOf } from "../../locale-of.ts";

export const generateStaticParams = () => [];

interface PageProps {
  params: Promise<{ locale: string; category: string }>;
}

/** An old address leads to the new one. Whatever changes categories is announced as a change of lists. */
async function readPath({ params }: PageProps) {
  const { category: slug } = await params;
  if (!Slug.safeParse(slug).success) notFound();
  const path = pathToCategory(await readCategories(), slug);
  const category = path.at(-1);
  if (!category) {
    await tagPage(TAGS.lists);
    const moved = await orNotFound(publicApi().catalog.movedCategory({ slug }));
    permanentRedirect(`/c/${moved.slug}`);
  }
  return { path, category };
}

export async function generateMetadata(props: PageProps): Promise<Metadata> {
  const { category } = await readPath(props);
  return {
    title: category.title,
    ...(category.description === "" ? {} : { description: category.description }),
    alternates: { canonical: `/c/${category.slug}` },
  };
}

export default async function CategoryPage(props: PageProps) {
  const locale = await localeOf(props.params);
  const t = getTranslations("shop", locale);
  await tagPage(TAGS.lists);
  const { path, category } = await readPath(props);
  const filters = { category: category.slug };
  const page = await publicApi().catalog.list(filters);
  const steps = [{ href: "/", title: t("home") }, ...path.map(({ slug, title }) => ({ href: `/c/${slug}`, title }))];
  const origin = publicOrigin();
  return (
    <div className="page pt-6">
      <JsonLd nodes={[breadcrumbJsonLd(steps, origin), listJsonLd(page.items, origin)]} />
      <Breadcrumbs steps={steps.slice(0, -1)} here={category.title} />
      <div className="flex flex-wrap items-center gap-x-12 gap-y-6 pt-6 pb-10 lg:pt-10 lg:pb-14">
        <div className="grid max-w-prose min-w-0 grow gap-3">
          <h1 className="text-display font-medium wrap-anywhere">{category.title}</h1>
          {category.description === "" ? null : (
            <p className="text-lg whitespace-pre-line text-ink-soft">{category.description}</p>
          )}
          {category.children.length > 0 ? (
            <ul className="flex flex-wrap gap-2 pt-2">
              {category.children.map(({ slug, title }) => (
                <li key={slug}>
                  <Link
                    href={`/c/${slug}`}
                    className="inline-flex min-h-9 items-center rounded-full border border-line-strong px-4 text-sm wrap-anywhere hover:border-ink"
                  >
                    {title}
                  </Link>
                </li>
              ))}
            </ul>
          ) : null}
        </div>
        {/* Not on small screens, where products come first. */}
        {category.image === null ? null : (
          <div className="hidden w-48 shrink-0 overflow-hidden rounded-lg sm:ml-auto sm:block lg:w-64">
            <Picture image={category.image} title={category.title} sizes="(min-width: 1024px) 16rem, 12rem" />
          </div>
        )}
      </div>
      <ClientMessages areas={["product", "productList"]} locale={locale}>
        <ProductBrowser fixed={filters} first={{ filters, page }} />
      </ClientMessages>
    </div>
  );
}
