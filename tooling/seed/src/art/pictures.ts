import type { RangeProduct } from "../read-range.ts";
import { DYES, type DyeName, type GroundName } from "./palette.ts";

/** One picture to paint: its file key, its content and its alternative text. */
export interface PicturePlan {
  readonly key: string;
  readonly alt: string;
  readonly ground: GroundName;
  readonly width: number;
  readonly height: number;
  readonly composition: "portrait" | "still" | "cover";
  readonly pose: "stand" | "lie";
  /** The icon that it is about. */
  readonly icon: string;
  readonly dye: string | null;
  readonly company: readonly string[];
  /** Mirrors the composition, so that neighbouring pictures differ. */
  readonly mirrored: boolean;
}

/** Slightly wider than a page shows it on a large screen. The cost of a picture grows with its area. */
const SIDE_PX = 960;

/** The background of a product's second picture, which goes well with that of the first. */
const SECOND_GROUND: Readonly<Record<GroundName, GroundName>> = {
  linen: "clay",
  sand: "sage",
  clay: "linen",
  blush: "slate",
  sage: "sand",
  moss: "butter",
  mist: "blush",
  sky: "sand",
  slate: "mist",
  lilac: "butter",
  butter: "sky",
  ink: "linen",
};

/** A product's pictures in the order of its gallery: the portrait, the still life, then its other colours. */
export function picturesOf({ slug, title, colours, artwork }: RangeProduct, index: number): PicturePlan[] {
  const base = {
    width: SIDE_PX,
    height: SIDE_PX,
    pose: artwork.pose,
    icon: artwork.icon,
    mirrored: index % 2 === 1,
  } as const;
  const [first, ...others] = colours;
  const dyeOf = (colour: DyeName | undefined) => {
    const name = colour ?? artwork.dye;
    return name ? DYES[name] : null;
  };
  const portrait = (colour: DyeName | undefined): PicturePlan => ({
    ...base,
    key: `products/${slug}/${colour ? colour.toLowerCase() : "front"}`,
    alt: colour ? `${title} in ${colour.toLowerCase()}` : title,
    ground: artwork.ground,
    composition: "portrait",
    dye: dyeOf(colour),
    company: [],
  });
  const still: PicturePlan = {
    ...base,
    key: `products/${slug}/still`,
    alt: `${title}, a still life`,
    ground: SECOND_GROUND[artwork.ground],
    composition: "still",
    dye: dyeOf(first),
    company: artwork.company,
  };
  return [portrait(first), still, ...others.map(portrait)];
}

/** A wide or square group of things, for categories and the home page. */
export function coverOf(cover: {
  readonly key: string;
  readonly alt: string;
  readonly ground: GroundName;
  readonly icons: readonly [string, ...string[]];
  readonly height?: number;
}): PicturePlan {
  const [icon, ...company] = cover.icons;
  return {
    key: cover.key,
    alt: cover.alt,
    ground: cover.ground,
    width: SIDE_PX,
    height: cover.height ?? SIDE_PX,
    composition: "cover",
    pose: "stand",
    icon,
    dye: null,
    company,
    mirrored: false,
  };
}
