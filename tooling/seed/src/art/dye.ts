import { channelsOf } from "./palette.ts";
import type { Raster } from "./raster.ts";

/** How much of the object's own colour stays: enough that trims and seams remain readable. */
const KEPT = 0.07;

const luma = (red: number, green: number, blue: number) => (0.299 * red + 0.587 * green + 0.114 * blue) / 255;

/** Dyes an object: its light and shade stay, its colour becomes the given one. */
export function dye(raster: Raster, hex: string): Raster {
  const { pixels } = raster;
  const tones = tonesOf(hex, meanLuma(pixels));
  const dyed = Buffer.from(pixels);
  for (let at = 0; at < pixels.length; at += 4) {
    if (pixels[at + 3] === 0) continue;
    const light = luma(pixels[at] ?? 0, pixels[at + 1] ?? 0, pixels[at + 2] ?? 0);
    const tone = Math.round(light * TONES) * 3;
    for (let channel = 0; channel < 3; channel += 1) {
      dyed[at + channel] = Math.round((tones[tone + channel] ?? 0) + (pixels[at + channel] ?? 0) * KEPT);
    }
  }
  return { ...raster, pixels: dyed };
}

/** Steps of brightness that tones are worked out for: finer than what eight bits can show. */
const TONES = 1_023;

/** What the dye gives each brightness, as three numbers a step. */
function tonesOf(hex: string, middle: number): Float32Array {
  const target = channelsOf(hex);
  const tones = new Float32Array((TONES + 1) * 3);
  for (let step = 0; step <= TONES; step += 1) {
    const light = step / TONES;
    // Shade pulls towards a deep tone of the dye, light towards white, neither all the way.
    const shade = light < middle ? ((middle - light) / middle) * 0.62 : 0;
    const shine = light > middle ? ((light - middle) / (1 - middle)) * 0.62 : 0;
    for (let channel = 0; channel < 3; channel += 1) {
      const tone = target[channel] ?? 0;
      tones[step * 3 + channel] = (tone * (1 - shade) + (255 - tone) * shine) * (1 - KEPT);
    }
  }
  return tones;
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
