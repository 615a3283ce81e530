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

/** Pixels of the square that an icon is drawn at: for the thing itself, and for what keeps it company. */
export const DRAWN_PX = { main: 700, company: 400 } as const;

/** How far colours are pulled towards grey: the set is merrier than the shop. */
const CALM = 0.18;

const IconSet = z.object({
  width: z.number(),
  height: z.number(),
  icons: z.record(
    z.string(),
    z.object({ body: z.string(), width: z.number().optional(), height: z.number().optional() }),
  ),
});

/** Draws icons of the Fluent Emoji set, each once. */
export function createRasterizer(): { draw(icon: string, size: keyof typeof DRAWN_PX): Promise<Raster> } {
  const path = createRequire(import.meta.url).resolve("@iconify-json/fluent-emoji/icons.json");
  const set = IconSet.parse(JSON.parse(readFileSync(path, "utf8")));
  const drawn = new Map<string, Promise<Raster>>();
  const draw = async (name: string, pixels: number): Promise<Raster> => {
    const icon = set.icons[name];
    if (!icon) throw new Error(`the icon set has no "${name}"`);
    const width = icon.width ?? set.width;
    const height = icon.height ?? set.height;
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${icon.body}</svg>`;
    const { data, info } = await sharp(Buffer.from(svg), { density: (72 * pixels) / width })
      .ensureAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    return trimmed({ pixels: calmed(data), width: info.width, height: info.height });
  };
  return {
    draw(name, size) {
      const ready = drawn.get(`${name} ${size}`) ?? draw(name, DRAWN_PX[size]);
      drawn.set(`${name} ${size}`, ready);
      return ready;
    },
  };
}

/** Pulls colours towards grey, in place. */
function calmed(pixels: Buffer): Buffer {
  for (let at = 0; at < pixels.length; at += 4) {
    if (pixels[at + 3] === 0) continue;
    const [red, green, blue] = [pixels[at] ?? 0, pixels[at + 1] ?? 0, pixels[at + 2] ?? 0];
    const grey = (0.299 * red + 0.587 * green + 0.114 * blue) * CALM;
    pixels[at] = red * (1 - CALM) + grey;
    pixels[at + 1] = green * (1 - CALM) + grey;
    pixels[at + 2] = blue * (1 - CALM) + grey;
  }
  return pixels;
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
