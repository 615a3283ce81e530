import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import sharp from "sharp";
import { z } from "zod";

/** An object without its background: rows of RGBA, cut to its edges. */
export interface Raster {
  readonly pixels: Buffer;
  readonly width: number;
  readonly height: number;
}

/** Pixels of the square that an icon is drawn at; objects are shown at most a little smaller than this. */
const DRAWN_PX = 760;

const IconSet = z.object({
  width: z.number(),
  height: z.number(),
  icons: z.record(z.string(), z.object({ body: z.string(), width: z.number().optional(), height: z.number().optional() })),
});

/** Draws icons of the Fluent Emoji set, each once. */
export function createRasterizer(): { draw(icon: string): Promise<Raster> } {
  const path = createRequire(import.meta.url).resolve("@iconify-json/fluent-emoji/icons.json");
  const set = IconSet.parse(JSON.parse(readFileSync(path, "utf8")));
  const drawn = new Map<string, Promise<Raster>>();
  const draw = async (name: string): Promise<Raster> => {
    const icon = set.icons[name];
    if (!icon) throw new Error(`the icon set has no "${name}"`);
    const width = icon.width ?? set.width;
    const height = icon.height ?? set.height;
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${icon.body}</svg>`;
    const { data, info } = await sharp(Buffer.from(svg), { density: (72 * DRAWN_PX) / width })
      .ensureAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    return trimmed({ pixels: data, width: info.width, height: info.height });
  };
  return {
    draw(name) {
      const ready = drawn.get(name) ?? draw(name);
      drawn.set(name, ready);
      return ready;
    },
  };
}

/** Cuts off the rows and columns in which nothing is. */
function trimmed({ pixels, width, height }: Raster): Raster {
  let [left, top, right, bottom] = [width, height, 0, 0];
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      if ((pixels[(y * width + x) * 4 + 3] ?? 0) < 8) continue;
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = y;
    }
  }
  const size = { width: right - left + 1, height: bottom - top + 1 };
  const cut = Buffer.alloc(size.width * size.height * 4);
  for (let y = 0; y < size.height; y += 1) {
    const from = ((top + y) * width + left) * 4;
    pixels.copy(cut, y * size.width * 4, from, from + size.width * 4);
  }
  return { pixels: cut, ...size };
}
