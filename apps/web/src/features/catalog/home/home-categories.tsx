import type { CategoryNode } from "@cartwright/contracts/catalog";
import { useTranslations } from "@cartwright/messages/use-translations";
import Link from "next/link";
import { Picture } from "../picture.tsx";

const SHOWN_MAX = 8;

/** The categories as a grid of pictures. */
export function HomeCategories({ categories }: { categories: readonly CategoryNode[] }) {
  const t = useTranslations("home");
  if (categories.length === 0) return null;
  return (
    <section className="page pt-section" aria-labelledby="home-categories">
      <h2 id="home-categories" className="mb-8 text-4xl lg:mb-10">
        {t("categories")}
      </h2>
      <ul className="grid grid-cols-2 gap-x-4 gap-y-8 sm:grid-cols-4 lg:gap-x-6">
        {categories.slice(0, SHOWN_MAX).map((category) => (
          <li key={category.id} className="group/card relative">
            <div className="overflow-hidden rounded-lg">
              <Picture
                image={category.image}
                title={category.title}
                sizes="(min-width: 80rem) 22rem, (min-width: 40rem) 24vw, 46vw"
              />
            </div>
            <h3 className="mt-3 flex justify-between gap-2 text-sm">
              <Link
                href={`/c/${category.slug}`}
                className="font-medium outline-none after:absolute after:inset-0 after:rounded-lg focus-visible:after:outline-2 focus-visible:after:outline-offset-3 focus-visible:after:outline-accent"
              >
                {category.title}
              </Link>
              <span className="figures font-normal text-muted">{category.productCount}</span>
            </h3>
          </li>
        ))}
      </ul>
    </section>
  );
}
