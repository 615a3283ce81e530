import type { ProductImage } from "@cartwright/contracts/catalog";
import type { ProductId, VariantId } from "@cartwright/contracts/ids";
import { newId } from "@cartwright/core/kernel/ids";
import { GROUNDS } from "./art/palette.ts";
import { pictureKey, type PicturePlan, picturesOf } from "./art/pictures.ts";
import type { ProductPlan } from "./products/plan.ts";
import { createRandom, type Random } from "./random.ts";

export interface ShopVariant {
  readonly id: VariantId;
  readonly sku: string;
  readonly title: string;
  readonly options: readonly string[];
  readonly priceMinor: number;
  readonly compareAtMinor: number | null;
  readonly imageId: string | null;
  readonly image: ProductImage;
  /** Units that must be available to buy after seeding. */
  readonly available: number;
}

export interface ShopProduct {
  readonly id: ProductId;
  readonly plan: ProductPlan;
  readonly optionNames: readonly string[];
  readonly images: readonly { readonly id: string; readonly picture: PicturePlan }[];
  readonly variants: readonly ShopVariant[];
  /** How many days ago it came into the shop. */
  readonly ageDays: number;
}

/** Turns plans into products with variants, SKUs, stock and pictures. */
export function createRange(plans: readonly ProductPlan[]): ShopProduct[] {
  return plans.map((plan, index) => {
    const random = createRandom(index * 7_919 + 17);
    const images = picturesOf(plan, index).map((picture) => ({ id: newId(), picture }));
    const optionNames = [...(plan.colours ? ["Colour"] : []), ...(plan.choice ? [plan.choice.name] : [])];
    return {
      id: newId<ProductId>(),
      plan,
      optionNames,
      images,
      variants: variantsOf(plan, { index, images, random }),
      ageDays: 3 + ((index * 37) % 211),
    };
  });
}

const asCode = (text: string) => text.toUpperCase().replace(/[^A-Z0-9+]+/g, "");

function variantsOf(
  plan: ProductPlan,
  at: { readonly index: number; readonly images: ShopProduct["images"]; readonly random: Random },
): ShopVariant[] {
  const colours = plan.colours ?? [undefined];
  const choices = plan.choice?.values ?? [[undefined] as const];
  return colours.flatMap((colour) =>
    choices.map(([choice, moreMinor = 0]) => {
      const options = [colour, choice].filter((value) => value !== undefined);
      const portrait = at.images.find(({ picture }) => picture.key === pictureKey(plan, colour)) ?? at.images[0];
      if (!portrait) throw new Error(`${plan.slug} has no picture`);
      return {
        id: newId<VariantId>(),
        sku: ["CW", String(at.index + 1).padStart(3, "0"), ...options.map(asCode)].join("-"),
        title: options.join(" / "),
        options,
        priceMinor: plan.priceMinor + moreMinor,
        compareAtMinor: plan.compareAtMinor === undefined ? null : plan.compareAtMinor + moreMinor,
        imageId: colour ? portrait.id : null,
        image: toImage(portrait.picture),
        available: stockOf(plan.stock ?? "plenty", at.random),
      };
    }),
  );
}

function toImage(picture: PicturePlan): ProductImage {
  return {
    key: picture.key,
    url: `/media/${picture.key}-640.webp`,
    alt: picture.alt,
    width: picture.width,
    height: picture.height,
    tint: GROUNDS[picture.ground].base,
  };
}

function stockOf(stock: NonNullable<ProductPlan["stock"]>, random: Random): number {
  switch (stock) {
    case "plenty":
      return random.between(18, 140);
    case "low":
      return random.between(1, 4);
    case "patchy":
      return random.next() < 0.4 ? 0 : random.between(2, 30);
    case "out":
      return 0;
  }
}
