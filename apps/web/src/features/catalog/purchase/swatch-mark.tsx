import { classNames } from "@cartwright/ui/class-names";
import type { Swatch } from "../swatches/swatches-of.ts";

interface SwatchMarkProps {
  swatch: Swatch;
  chosen: boolean;
  soldOut: boolean;
}

/**
 * The disc of a colour. The chosen one has a ring with a gap and one that is sold out is crossed, so that neither depends on colour.
 * Colours are SVG attributes, because the policy allows no style attributes in a page.
 */
export function SwatchMark({ swatch, chosen, soldOut }: SwatchMarkProps) {
  return (
    <span
      aria-hidden="true"
      className={classNames(
        "relative block size-10 rounded-full border-2 p-[3px] transition-[border-color]",
        chosen ? "border-ink" : "border-transparent hover:border-line-strong",
      )}
    >
      <span className="relative block size-full overflow-hidden rounded-full border border-line-strong">
        {swatch.kind === "picture" ? (
          <img
            src={`/media/${swatch.key}-320.webp`}
            alt=""
            width={320}
            height={320}
            loading="lazy"
            decoding="async"
            className="size-full object-cover"
          />
        ) : (
          <svg viewBox="0 0 2 2" className="size-full forced-color-adjust-none">
            <rect width="2" height="2" fill={swatch.colors[0]} />
            {swatch.colors[1] === undefined ? null : <path d="M2 0v2h-2z" fill={swatch.colors[1]} />}
          </svg>
        )}
      </span>
      {soldOut ? (
        <svg viewBox="0 0 40 40" className="absolute -inset-0.5 size-10">
          <path d="M7 33 33 7" className="stroke-paper stroke-[5]" />
          <path d="M6 34 34 6" className="stroke-ink stroke-2" />
        </svg>
      ) : null}
    </span>
  );
}
