import { CATEGORIES, type CategoryPlan } from "../categories.ts";
import type { ProductPlan } from "../products/plan.ts";
import { coverOf, type PicturePlan, picturesOf } from "./pictures.ts";

/** The picture at the top of the home page, three by two. */
export const HOME_PICTURE_KEY = "home/hero";

/** The key of a category's cover. */
export const coverKey = (slug: string): string => `categories/${slug}`;

const coversOf = (category: CategoryPlan): PicturePlan[] => [
  coverOf({ key: coverKey(category.slug), alt: category.title, ground: category.ground, icons: category.icons }),
  ...(category.children ?? []).flatMap(coversOf),
];

/** Every picture of the shop: the home page's, the categories', and those of the given products. */
export function shopPictures(products: readonly ProductPlan[]): PicturePlan[] {
  return [
    coverOf({
      key: HOME_PICTURE_KEY,
      alt: "Things from the shop: a rucksack, a teapot, a plant, a camera, headphones, honey, a ball",
      ground: "clay",
      icons: ["backpack:Ochre", "teapot:Ink", "potted-plant", "camera", "headphone:Chalk", "honey-pot", "soccer-ball"],
      height: 640,
    }),
    ...CATEGORIES.flatMap(coversOf),
    ...products.flatMap(picturesOf),
  ];
}
