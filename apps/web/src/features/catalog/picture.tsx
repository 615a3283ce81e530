import type { ProductImage } from "@cartwright/contracts/catalog";
import { IMAGE_WIDTHS } from "@cartwright/contracts/image-widths";
import { classNames } from "@cartwright/ui/class-names";
import { Placeholder } from "./placeholder.tsx";

const sourceSet = (key: string, format: "avif" | "webp") =>
  IMAGE_WIDTHS.map((width) => `/media/${key}-${width}.${format} ${width}w`).join(", ");

interface PictureProps {
  image: ProductImage | null;
  /** Names what a placeholder stands for, and seeds its drawing. */
  title: string;
  /** The `sizes` of the image element: how wide it is shown at which window. */
  sizes: string;
  /** The first picture of the page: fetched early and eagerly. */
  priority?: boolean;
  className?: string;
}

/**
 * A square picture, on its own tint until it has loaded; a drawing where there is none. The tint is an SVG attribute,
 * because the policy allows no style attributes in a page.
 */
export function Picture({ image, title, sizes, priority = false, className }: PictureProps) {
  if (image === null) return <Placeholder title={title} className={classNames("aspect-square size-full", className)} />;
  return (
    <span className={classNames("relative block aspect-square overflow-hidden bg-sunk", className)}>
      {image.tint === null ? null : (
        <svg aria-hidden="true" className="absolute inset-0 size-full">
          <rect width="100%" height="100%" fill={image.tint} />
        </svg>
      )}
      <picture>
        <source type="image/avif" srcSet={sourceSet(image.key, "avif")} sizes={sizes} />
        <source type="image/webp" srcSet={sourceSet(image.key, "webp")} sizes={sizes} />
        <img
          src={image.url}
          alt={image.alt}
          width={image.width}
          height={image.height}
          loading={priority ? "eager" : "lazy"}
          fetchPriority={priority ? "high" : "auto"}
          decoding="async"
          className="relative size-full object-cover transition-transform duration-700 ease-calm group-hover/card:scale-[1.03]"
        />
      </picture>
    </span>
  );
}
