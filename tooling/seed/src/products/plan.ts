import type { DyeName, GroundName } from "../art/palette.ts";

/** One product of the demo shop, as its author wrote it. Everything else (ids, SKUs, stock, pictures) follows from this. */
export interface ProductPlan {
  readonly slug: string;
  readonly title: string;
  readonly vendor: string;
  /** The slug of its category. */
  readonly category: string;
  readonly kind: string;
  readonly tags: readonly string[];
  /** Paragraphs of plain text. */
  readonly copy: readonly string[];
  /** In cents of a euro, goods only. */
  readonly priceMinor: number;
  readonly compareAtMinor?: number;
  readonly grams: number;
  /** Its portrait: an icon, how it is held, what it stands on, and what keeps it company in the second picture. */
  readonly icon: string;
  readonly pose?: "stand" | "lie";
  readonly ground: GroundName;
  readonly company: readonly string[];
  readonly dye?: DyeName;
  /** Colours to choose from; each has a picture of its own. */
  readonly colours?: readonly DyeName[];
  /** Another choice, with what each value costs on top. */
  readonly choice?: {
    readonly name: string;
    readonly values: readonly (readonly [value: string, moreMinor?: number])[];
  };
  readonly stock?: "plenty" | "low" | "out" | "patchy";
  /** Its place on the home page. */
  readonly featured?: number;
}

export const SIZES = { name: "Size", values: [["S"], ["M"], ["L"], ["XL"]] } as const;
