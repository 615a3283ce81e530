import type { Range, RangeCategory } from "../read-range.ts";
import { coverOf, type PicturePlan, picturesOf } from "./pictures.ts";

/** The picture at the top of the home page, three by two. */
export const HOME_PICTURE_KEY = "home/hero";

/** The key of a category's cover. */
export const coverKey = (slug: string): string => `categories/${slug}`;

const categoryCover = ({ slug, title, ground, icons }: RangeCategory): PicturePlan =>
  coverOf({ key: coverKey(slug), alt: title, ground, icons });

/** Every picture of the shop: the home page's, the categories', and the products'. */
export function shopPictures({ categories, products }: Range): PicturePlan[] {
  return [
    coverOf({
      key: HOME_PICTURE_KEY,
      alt: "Things from the shop: a rucksack, a teapot, a plant, a camera, headphones, honey, a ball",
      ground: "clay",
      icons: ["backpack:Ochre", "teapot:Ink", "potted-plant", "camera", "headphone:Chalk", "honey-pot", "soccer-ball"],
      height: 640,
    }),
    ...categories.map(categoryCover),
    ...products.flatMap(picturesOf),
  ];
}
