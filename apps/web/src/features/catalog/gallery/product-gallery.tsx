"use client";

import type { Product } from "@cartwright/contracts/catalog";
import { useTranslations } from "@cartwright/messages/use-translations";
import { classNames } from "@cartwright/ui/class-names";
import { ZoomIn } from "lucide-react";
import { useEffect, useRef } from "react";
import { Picture } from "../picture.tsx";
import { useChosenPicture } from "./chosen-picture.tsx";
import { useZoom } from "./use-zoom.ts";

const SHOWN_MAX = 9;
const LARGE = "(min-width: 92rem) 52rem, (min-width: 64rem) 56vw, 94vw";
const SMALL = "(min-width: 92rem) 26rem, (min-width: 64rem) 28vw, 82vw";

/** The first picture takes the whole width, and so does a last one that would stand alone in its row. */
const isWide = (index: number, count: number) => index === 0 || (index === count - 1 && count % 2 === 0);

type Images = Product["images"];

/** The pictures that are shown, the chosen one first. */
function inOrder(images: Images, chosen: string | null): Images {
  const first = images.filter(({ key }) => key === chosen);
  return [...first, ...images.filter(({ key }) => key !== chosen)].slice(0, SHOWN_MAX);
}

/**
 * The pictures: side by side to swipe through on a small screen, a large one over pairs on a wide one. The picture of the
 * chosen variant comes first, and the page does not move. Each opens its enlargement.
 */
export function ProductGallery({ product }: { product: Pick<Product, "title" | "images"> }) {
  const t = useTranslations("gallery");
  const { pictureKey } = useChosenPicture();
  const list = useRef<HTMLUListElement>(null);
  const images = inOrder(product.images, pictureKey);
  const { zoom, open } = useZoom();

  useEffect(() => {
    if (pictureKey !== null) list.current?.scrollTo({ left: 0 });
  }, [pictureKey]);

  if (images.length === 0)
    return <Picture image={null} title={product.title} sizes={LARGE} className="overflow-hidden rounded-lg" />;
  return (
    <>
      <ul
        ref={list}
        aria-label={t("pictures")}
        className={classNames(
          "grid gap-3 lg:grid-cols-2 lg:gap-4",
          images.length > 1 &&
            "-mx-gutter auto-cols-[84%] grid-flow-col snap-x snap-mandatory scroll-px-gutter overflow-x-auto px-gutter lg:mx-0 lg:grid-flow-row lg:overflow-visible lg:px-0",
        )}
      >
        {images.map((image, index) => (
          <li
            key={image.key}
            className={classNames(
              "group/picture relative snap-start scroll-my-24",
              isWide(index, images.length) && "lg:col-span-2",
            )}
          >
            <Picture
              image={image}
              title={product.title}
              sizes={isWide(index, images.length) ? LARGE : SMALL}
              priority={index === 0}
              className="rounded-lg"
            />
            {/* Without the enlargement, or before it has loaded, the link is the picture itself. */}
            <a
              href={`/media/${image.key}-1200.webp`}
              aria-label={t("enlarge", { alt: image.alt })}
              onClick={(event) => open(event, index)}
              className="absolute inset-0 cursor-zoom-in rounded-lg"
            >
              <span
                aria-hidden="true"
                className="absolute right-3 bottom-3 grid size-9 place-items-center rounded-full bg-paper/85 text-ink transition-opacity lg:opacity-0 lg:group-hover/picture:opacity-100 lg:group-focus-within/picture:opacity-100"
              >
                <ZoomIn className="size-4" />
              </span>
            </a>
          </li>
        ))}
      </ul>
      {zoom ? <zoom.Dialog images={images} title={product.title} first={zoom.first} onClose={zoom.close} /> : null}
    </>
  );
}
