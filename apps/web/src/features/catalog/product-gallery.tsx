"use client";

import type { Product } from "@cartwright/contracts/catalog";
import { classNames } from "@cartwright/ui/class-names";
import { useEffect, useRef } from "react";
import { useChosenPicture } from "./chosen-picture.tsx";
import { Picture } from "./picture.tsx";

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

interface ProductGalleryProps {
  product: Pick<Product, "title" | "images">;
  label: string;
}

/**
 * The pictures: side by side to swipe through on a small screen, a large one over pairs on a wide one. The picture of the
 * chosen variant comes first, and the page does not move.
 */
export function ProductGallery({ product, label }: ProductGalleryProps) {
  const { pictureKey } = useChosenPicture();
  const list = useRef<HTMLUListElement>(null);
  const images = product.images.length === 0 ? [null] : inOrder(product.images, pictureKey);
  const several = images.length > 1;

  useEffect(() => {
    if (pictureKey !== null) list.current?.scrollTo({ left: 0 });
  }, [pictureKey]);

  return (
    <ul
      ref={list}
      aria-label={label}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls sideways, so the keyboard must reach it
      {...(several ? { tabIndex: 0 } : {})}
      className={classNames(
        "grid gap-3 lg:grid-cols-2 lg:gap-4",
        several &&
          "-mx-gutter auto-cols-[84%] grid-flow-col snap-x snap-mandatory scroll-px-gutter overflow-x-auto px-gutter lg:mx-0 lg:grid-flow-row lg:overflow-visible lg:px-0",
      )}
    >
      {images.map((image, index) => (
        <li
          key={image?.key ?? "none"}
          className={classNames("snap-start scroll-my-24", isWide(index, images.length) && "lg:col-span-2")}
        >
          <Picture
            image={image}
            title={product.title}
            sizes={isWide(index, images.length) ? LARGE : SMALL}
            priority={index === 0}
            className="rounded-lg"
          />
        </li>
      ))}
    </ul>
  );
}
