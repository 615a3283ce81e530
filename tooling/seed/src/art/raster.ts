import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import sharp from "sharp";
import { z } from "zod";
import { leanFilters } from "./lean-filters.ts";

/** How wide and high something is, in any unit. */
export interface Shape {
  readonly width: number;
  readonly height: number;
}

/** An object without its background: rows of RGBA, cut to its edges. */
export interface Raster extends Shape {
  readonly pixels: Buffer;
}

/** How far colours are desaturated: the icon set is more colourful than the shop. */
const CALM = 0.18;

const Icon = z.object({ body: z.string(), width: z.number().optional(), height: z.number().optional() });
const IconSet = z.object({ width: z.number(), height: z.number(), icons: z.record(z.string(), z.unknown()) });

interface Drawing extends Shape {
  readonly body: string;
}

interface Box extends Shape {
  readonly left: number;
  readonly top: number;
}

export interface Rasterizer {
  /** Draws an icon so that its longer side has about as many pixels as `pixels` returns for its shape. */
  draw(icon: string, pixels: (shape: Shape) => number): Promise<Raster>;
}

/** Draws the named icons of the Fluent Emoji set, each once at a size. */
export function createRasterizer(names: Iterable<string>): Rasterizer {
  const drawings = readDrawings(names);
  const boxes = new Map<string, Promise<Box>>();
  const drawn = new Map<string, Promise<Raster>>();
  return {
    async draw(name, pixels) {
      const drawing = drawings.get(name);
      if (!drawing) throw new Error(`the icon "${name}" was not asked for`);
      const box = await once(boxes, name, () => boxOf(drawing));
      const longer = Math.round(pixels(box));
      return once(drawn, `${name} ${longer}`, () => drawBox(drawing, box, longer));
    },
  };
}

function once<Value>(known: Map<string, Promise<Value>>, key: string, make: () => Promise<Value>): Promise<Value> {
  const ready = known.get(key) ?? make();
  known.set(key, ready);
  return ready;
}

/** Keeps only the drawn icons in memory: the whole set is tens of megabytes, which would slow every garbage collection. */
function readDrawings(names: Iterable<string>): Map<string, Drawing> {
  const path = createRequire(import.meta.url).resolve("@iconify-json/fluent-emoji/icons.json");
  const set = IconSet.parse(JSON.parse(readFileSync(path, "utf8")));
  return new Map(
    [...new Set(names)].map((name) => {
      if (!(name in set.icons)) throw new Error(`the icon set has no "${name}"`);
      const { body, width = set.width, height = set.height } = Icon.parse(set.icons[name]);
      return [name, { body: leanFilters(body), width, height }];
    }),
  );
}

/** Pixels of the sketch that locates an icon on its sheet. */
const SKETCH_PX = 96;

/** The bounds of an icon on its sheet, in units of the sheet, with a margin of one pixel of the sketch. */
async function boxOf(drawing: Drawing): Promise<Box> {
  const scale = SKETCH_PX / Math.max(drawing.width, drawing.height);
  const sheet = { left: 0, top: 0, width: drawing.width, height: drawing.height };
  const edges = edgesOf(await render(drawing, sheet, scale));
  const left = Math.max(0, (edges.left - 1) / scale);
  const top = Math.max(0, (edges.top - 1) / scale);
  return {
    left,
    top,
    width: Math.min(drawing.width, (edges.right + 2) / scale) - left,
    height: Math.min(drawing.height, (edges.bottom + 2) / scale) - top,
  };
}

async function drawBox(drawing: Drawing, box: Box, longer: number): Promise<Raster> {
  const raster = await render(drawing, box, longer / Math.max(box.width, box.height));
  calm(raster.pixels);
  return trimmed(raster);
}

/** Draws a part of the sheet at this many pixels per unit. */
async function render(drawing: Drawing, part: Box, scale: number): Promise<Raster> {
  const size = { width: Math.ceil(part.width * scale), height: Math.ceil(part.height * scale) };
  const view = [part.left, part.top, size.width / scale, size.height / scale].join(" ");
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${size.height}" viewBox="${view}">${drawing.body}</svg>`;
  return { pixels: await sharp(Buffer.from(svg)).ensureAlpha().raw().toBuffer(), ...size };
}

/** Pulls colours towards grey, in place. */
function calm(pixels: Buffer): void {
  for (let at = 0; at < pixels.length; at += 4) {
    if (pixels[at + 3] === 0) continue;
    const red = pixels[at] ?? 0;
    const green = pixels[at + 1] ?? 0;
    const blue = pixels[at + 2] ?? 0;
    const grey = (0.299 * red + 0.587 * green + 0.114 * blue) * CALM;
    pixels[at] = red * (1 - CALM) + grey;
    pixels[at + 1] = green * (1 - CALM) + grey;
    pixels[at + 2] = blue * (1 - CALM) + grey;
  }
}

/** The first and last rows and columns in which something is. */
function edgesOf({ pixels, width, height }: Raster) {
  const edges = { left: width, top: height, right: 0, bottom: 0 };
  for (let y = 0, at = 3; y < height; y += 1) {
    for (let x = 0; x < width; x += 1, at += 4) {
      if ((pixels[at] ?? 0) < 8) continue;
      if (x < edges.left) edges.left = x;
      if (x > edges.right) edges.right = x;
      if (y < edges.top) edges.top = y;
      edges.bottom = y;
    }
  }
  return edges;
}

/** Cuts off the rows and columns in which nothing is. */
function trimmed(raster: Raster): Raster {
  const { left, top, right, bottom } = edgesOf(raster);
  const size = { width: right - left + 1, height: bottom - top + 1 };
  const cut = Buffer.allocUnsafe(size.width * size.height * 4);
  for (let y = 0; y < size.height; y += 1) {
    const from = ((top + y) * raster.width + left) * 4;
    raster.pixels.copy(cut, y * size.width * 4, from, from + size.width * 4);
  }
  return { pixels: cut, ...size };
}
