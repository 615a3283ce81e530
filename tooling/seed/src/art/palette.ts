/** The colours of the shop's pictures: muted grounds that objects stand on, and dyes that objects come in. */

export interface Ground {
  /** Where the light falls. */
  readonly light: string;
  /** The wall, and the page's placeholder until the picture has loaded. */
  readonly base: string;
  /** The floor, and the shapes behind a still life. */
  readonly deep: string;
  readonly shadow: string;
}

export const GROUNDS = {
  linen: { light: "#f7f2e9", base: "#ebe2d3", deep: "#dccfba", shadow: "#5d4a31" },
  sand: { light: "#f4e8d3", base: "#e7d6b9", deep: "#d5be98", shadow: "#664a22" },
  clay: { light: "#ecc9b4", base: "#dba88c", deep: "#c58a6c", shadow: "#59291a" },
  blush: { light: "#f8e8e1", base: "#efd3c8", deep: "#e0b8a9", shadow: "#6e3a2c" },
  sage: { light: "#e4e9da", base: "#cdd6bd", deep: "#b0bd9a", shadow: "#38452a" },
  moss: { light: "#b5bf9f", base: "#94a17c", deep: "#77855f", shadow: "#26301a" },
  mist: { light: "#edf2f3", base: "#d8e1e4", deep: "#bccbd1", shadow: "#33474f" },
  sky: { light: "#dfecf3", base: "#c0d7e4", deep: "#9dbdd0", shadow: "#27475b" },
  slate: { light: "#a9b6c0", base: "#8696a3", deep: "#6b7c8b", shadow: "#1f2a33" },
  lilac: { light: "#ece6f2", base: "#d9cfe4", deep: "#bfb1d0", shadow: "#43325a" },
  butter: { light: "#faf0cf", base: "#f2e0a6", deep: "#e3c878", shadow: "#6b5212" },
  ink: { light: "#55616f", base: "#3b4551", deep: "#2c343e", shadow: "#0d1116" },
} as const satisfies Record<string, Ground>;
export type GroundName = keyof typeof GROUNDS;

/** Colours that things can be bought in, as shown to people, and the middle tone they are dyed with. */
export const DYES = {
  Chalk: "#e4dccd",
  Sand: "#cfb48c",
  Ochre: "#cf9a3d",
  Clay: "#b9674a",
  Brick: "#9c4338",
  Rose: "#d08b8b",
  Plum: "#6f4763",
  Ink: "#33415c",
  Sky: "#7fa8c4",
  Slate: "#6c7883",
  Moss: "#727f4f",
  Pine: "#34574a",
  Charcoal: "#43454a",
} as const;
export type DyeName = keyof typeof DYES;

/** `#rrggbb` as three numbers of 0 to 255. */
export function channelsOf(hex: string): readonly [red: number, green: number, blue: number] {
  const value = Number.parseInt(hex.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}
