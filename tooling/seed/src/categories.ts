import type { GroundName } from "./art/palette.ts";

export interface CategoryPlan {
  readonly slug: string;
  readonly title: string;
  readonly description: string;
  readonly ground: GroundName;
  /** What its cover shows, the main thing first; `teapot:Ink` is a teapot dyed with ink. */
  readonly icons: readonly [string, ...string[]];
  readonly children?: readonly CategoryPlan[];
}

/** The shop's departments, in the order of the menu. */
export const CATEGORIES: readonly CategoryPlan[] = [
  {
    slug: "kitchen",
    title: "Kitchen",
    description: "Pots, cups and one good knife: things that are washed up every day and get better for it.",
    ground: "linen",
    icons: ["teapot:Ink", "wine-glass", "steaming-bowl:Clay", "salt"],
    children: [
      {
        slug: "cooking",
        title: "Cooking",
        description: "Iron, steel and patience.",
        ground: "butter",
        icons: ["fondue:Brick", "pot-of-food", "olive"],
      },
      {
        slug: "tea-and-coffee",
        title: "Tea & Coffee",
        description: "For the first hour and the four o'clock one.",
        ground: "sage",
        icons: ["teapot:Clay", "teacup-without-handle", "glass-of-milk"],
      },
      {
        slug: "tableware",
        title: "Tableware",
        description: "Plates, bowls and glasses that stack.",
        ground: "mist",
        icons: ["steaming-bowl:Ink", "wine-glass", "tumbler-glass"],
      },
    ],
  },
  {
    slug: "pantry",
    title: "Pantry",
    description: "Few ingredients, made by people who answer the telephone.",
    ground: "butter",
    icons: ["honey-pot", "bread", "cheese-wedge", "olive"],
  },
  {
    slug: "home",
    title: "Home",
    description: "Light, soap, a chair to read in. What a room needs and not much else.",
    ground: "sage",
    icons: ["chair", "candle", "basket", "soap"],
    children: [
      {
        slug: "light",
        title: "Light",
        description: "From wax to watts.",
        ground: "ink",
        icons: ["candle", "red-paper-lantern", "light-bulb"],
      },
      {
        slug: "bath",
        title: "Bath",
        description: "Plain soap and honest sponges.",
        ground: "sky",
        icons: ["lotion-bottle", "soap", "sponge"],
      },
    ],
  },
  {
    slug: "desk",
    title: "Desk",
    description: "Tools for thinking, on paper and off it.",
    ground: "sand",
    icons: ["notebook:Ink", "headphone:Charcoal", "alarm-clock:Brick", "computer-mouse"],
    children: [
      {
        slug: "paper",
        title: "Paper",
        description: "Notebooks, letters and what holds them together.",
        ground: "blush",
        icons: ["notebook:Clay", "envelope", "books"],
      },
      {
        slug: "writing",
        title: "Writing & Drawing",
        description: "Ink, graphite, wax and water.",
        ground: "lilac",
        icons: ["artist-palette", "fountain-pen", "crayon"],
      },
    ],
  },
  {
    slug: "workshop",
    title: "Workshop",
    description: "For making, mending and knowing where things are.",
    ground: "slate",
    icons: ["toolbox:Brick", "clamp", "ladder", "bucket:Slate"],
  },
  {
    slug: "garden",
    title: "Garden",
    description: "From the windowsill to the far hedge.",
    ground: "moss",
    icons: ["potted-plant", "bucket:Slate", "sunflower", "tulip"],
    children: [
      {
        slug: "plants",
        title: "Plants & Seeds",
        description: "Grown slowly, sent in season.",
        ground: "blush",
        icons: ["potted-plant", "cactus", "tulip"],
      },
    ],
  },
  {
    slug: "outdoors",
    title: "Outdoors",
    description: "Light enough to carry, strong enough to lend.",
    ground: "sky",
    icons: ["tent:Ochre", "bicycle:Pine", "telescope", "fire"],
    children: [
      {
        slug: "camping",
        title: "Camping",
        description: "A night out, well equipped.",
        ground: "moss",
        icons: ["tent:Pine", "telescope", "fire"],
      },
      {
        slug: "sport",
        title: "Sport",
        description: "For the park, the ice and the way home.",
        ground: "clay",
        icons: ["bicycle:Ink", "soccer-ball", "skateboard"],
      },
    ],
  },
  {
    slug: "travel",
    title: "Travel",
    description: "Bags that stand up by themselves, and what goes in them.",
    ground: "sand",
    icons: ["luggage:Slate", "backpack:Ochre", "handbag:Plum", "camera"],
  },
  {
    slug: "apparel",
    title: "Apparel",
    description: "Clothes to wear out, slowly.",
    ground: "mist",
    icons: ["coat:Pine", "hiking-boot", "womans-hat:Sand", "billed-cap:Clay"],
    children: [
      {
        slug: "clothing",
        title: "Clothing",
        description: "Cut straight, sewn twice.",
        ground: "sage",
        icons: ["coat:Sand", "t-shirt:Moss", "dress:Ink"],
      },
      {
        slug: "accessories",
        title: "Accessories",
        description: "For heads, hands and wrists.",
        ground: "blush",
        icons: ["top-hat", "billed-cap:Pine", "womans-hat:Ochre"],
      },
      {
        slug: "footwear",
        title: "Footwear",
        description: "Resoled once, they are cheaper than anything.",
        ground: "linen",
        icons: ["hiking-boot", "mans-shoe", "running-shoe:Ink"],
      },
    ],
  },
  {
    slug: "play",
    title: "Play",
    description: "Toys, games and instruments for rainy days and long evenings.",
    ground: "lilac",
    icons: ["teddy-bear", "guitar", "rocket", "game-die"],
    children: [
      {
        slug: "toys",
        title: "Toys",
        description: "Wood, tin and mohair.",
        ground: "butter",
        icons: ["teddy-bear", "robot", "nesting-dolls"],
      },
      {
        slug: "games",
        title: "Games",
        description: "Rules included, arguments not.",
        ground: "clay",
        icons: ["game-die", "chess-pawn", "joker"],
      },
      {
        slug: "music",
        title: "Music",
        description: "To play, or to listen to.",
        ground: "slate",
        icons: ["radio", "drum", "trumpet"],
      },
    ],
  },
];
