import { channelsOf } from "./palette.ts";
import type { Raster } from "./raster.ts";

/** How much of the object's own colour stays: enough that trims and seams remain readable. */
const KEPT = 0.07;

const luma = (red: number, green: number, blue: number) => (0.299 * red + 0.587 * green + 0.114 * blue) / 255;

/** Dyes an object: its light and shade stay, its colour becomes the given one. */
export function dye(raster: Raster, hex: string): Raster {
  const target = channelsOf(hex);
  const { pixels } = raster;
  const middle = meanLuma(pixels);
  const dyed = Buffer.from(pixels);
  for (let at = 0; at < pixels.length; at += 4) {
    if (pixels[at + 3] === 0) continue;
    const light = luma(pixels[at] ?? 0, pixels[at + 1] ?? 0, pixels[at + 2] ?? 0);
    // Shade pulls towards a deep tone of the dye, light towards white, neither all the way.
    const shade = light < middle ? ((middle - light) / middle) * 0.62 : 0;
    const shine = light > middle ? ((light - middle) / (1 - middle)) * 0.62 : 0;
    for (let channel = 0; channel < 3; channel += 1) {
      const tone = target[channel] ?? 0;
      const shaped = tone * (1 - shade) + (255 - tone) * shine;
      dyed[at + channel] = Math.round(shaped * (1 - KEPT) + (pixels[at + channel] ?? 0) * KEPT);
    }
  }
  return { ...raster, pixels: dyed };
}

function meanLuma(pixels: Buffer): number {
  let sum = 0;
  let count = 0;
  for (let at = 0; at < pixels.length; at += 16) {
    if ((pixels[at + 3] ?? 0) < 128) continue;
    sum += luma(pixels[at] ?? 0, pixels[at + 1] ?? 0, pixels[at + 2] ?? 0);
    count += 1;
  }
  return count === 0 ? 0.5 : Math.min(0.85, Math.max(0.15, sum / count));
}
