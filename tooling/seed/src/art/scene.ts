import sharp, { type OverlayOptions } from "sharp";
import { channelsOf, type Ground } from "./palette.ts";
import type { Raster } from "./raster.ts";

/** One thing in a picture. Sizes and places are shares of the picture's width and height. */
export interface Prop {
  readonly raster: Raster;
  /** Length of its longer side. */
  readonly size: number;
  /** Its middle. */
  readonly x: number;
  /** Where it touches the floor; for what lies, its middle. */
  readonly y: number;
  /** `stand` casts a shadow on the floor below it, `lie` on the ground all round, seen from above. */
  readonly pose: "stand" | "lie";
  /** Degrees clockwise. */
  readonly turn?: number;
}

export type Backdrop = "room" | "arch" | "sun" | "flat";

export interface Scene {
  readonly ground: Ground;
  readonly backdrop: Backdrop;
  readonly props: readonly Prop[];
  readonly width: number;
  readonly height: number;
}

export interface Painted {
  readonly pixels: Buffer;
  readonly width: number;
  readonly height: number;
}

const FLOOR = 0.72;

/** Paints scenes. Backdrops and the floor's shadow are drawn once and kept. */
export function createPainter(): { paint(scene: Scene): Promise<Painted> } {
  const backdrops = new Map<string, Promise<Buffer>>();
  const shade = sharp(Buffer.from(FLOOR_SHADOW)).ensureAlpha().extractChannel(3).toColourspace("b-w").raw().toBuffer();

  const backdropOf = (scene: Scene) => {
    const key = [scene.backdrop, scene.ground.base, scene.width, scene.height].join();
    const ready = backdrops.get(key) ?? drawBackdrop(scene);
    backdrops.set(key, ready);
    return ready;
  };

  return {
    async paint(scene) {
      const { width, height } = scene;
      const layers: OverlayOptions[] = [];
      for (const prop of scene.props) layers.push(...(await layersOf(prop, scene, await shade)));
      const pixels = await sharp(await backdropOf(scene), { raw: { width, height, channels: 3 } })
        .composite(layers)
        .removeAlpha()
        .raw()
        .toBuffer();
      return { pixels, width, height };
    },
  };
}

const SHADOW_PX = { width: 400, height: 100 };
const FLOOR_SHADOW = `<svg xmlns="http://www.w3.org/2000/svg" width="400" height="100">
  <defs><radialGradient id="s"><stop offset="0" stop-opacity=".5"/><stop offset=".45" stop-opacity=".26"/><stop offset="1" stop-opacity="0"/></radialGradient></defs>
  <ellipse cx="200" cy="50" rx="200" ry="50" fill="url(#s)"/></svg>`;

/** The wall with light from the upper left, the floor, and for still lifes a shape behind the things. */
function drawBackdrop({ ground, backdrop, width, height }: Scene): Promise<Buffer> {
  const floor = height * FLOOR;
  const shape = {
    room: "",
    flat: "",
    arch: `<path d="M${width * 0.2} ${floor + height * 0.05} V${height * 0.42} a${width * 0.3} ${width * 0.3} 0 0 1 ${width * 0.6} 0 V${floor + height * 0.05} Z" fill="url(#shape)"/>`,
    sun: `<circle cx="${width * 0.62}" cy="${height * 0.4}" r="${Math.min(width, height) * 0.27}" fill="url(#shape)"/>`,
  }[backdrop];
  const ground2 =
    backdrop === "flat"
      ? ""
      : `<rect y="${floor}" width="${width}" height="${height - floor}" fill="url(#floor)"/>`;
  return sharp(
    Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
      <defs>
        <radialGradient id="wall" cx="34%" cy="22%" r="95%"><stop offset="0" stop-color="${ground.light}"/><stop offset="1" stop-color="${ground.base}"/></radialGradient>
        <linearGradient id="floor" x2="0" y2="1"><stop offset="0" stop-color="${ground.deep}" stop-opacity=".75"/><stop offset="1" stop-color="${ground.base}"/></linearGradient>
        <linearGradient id="shape" x2="0" y2="1"><stop offset="0" stop-color="${ground.deep}" stop-opacity=".95"/><stop offset="1" stop-color="${ground.deep}" stop-opacity=".45"/></linearGradient>
      </defs>
      <rect width="${width}" height="${height}" fill="url(#wall)"/>${shape}${ground2}</svg>`),
  )
    .removeAlpha()
    .raw()
    .toBuffer();
}

/** An object's shadow and the object, ready to be laid on the backdrop. */
async function layersOf(prop: Prop, scene: Scene, shade: Buffer): Promise<OverlayOptions[]> {
  const { raster, turn = 0 } = prop;
  const scale = (prop.size * Math.min(scene.width, scene.height)) / Math.max(raster.width, raster.height);
  const drawn = await sharp(raster.pixels, { raw: { width: raster.width, height: raster.height, channels: 4 } })
    .resize(Math.max(1, Math.round(raster.width * scale)), Math.max(1, Math.round(raster.height * scale)), {
      kernel: "cubic",
    })
    .toFormat("raw")
    .toBuffer({ resolveWithObject: true });
  const turned =
    turn === 0
      ? drawn
      : await sharp(drawn.data, { raw: { width: drawn.info.width, height: drawn.info.height, channels: 4 } })
          .rotate(turn, { background: { r: 0, g: 0, b: 0, alpha: 0 } })
          .raw()
          .toBuffer({ resolveWithObject: true });
  const { width, height } = turned.info;
  const left = Math.round(prop.x * scene.width - width / 2);
  const top = Math.round(prop.y * scene.height - (prop.pose === "stand" ? height : height / 2));
  const object = { data: turned.data, width, height };
  const shadow =
    prop.pose === "stand"
      ? await floorShadow(object, { left, top }, { shade, color: scene.ground.shadow })
      : await castShadow(object, { left, top }, scene.ground.shadow);
  return [...(await clip(shadow, scene)), ...(await clip({ ...object, left, top }, scene))];
}

interface Cutout {
  readonly data: Buffer;
  readonly width: number;
  readonly height: number;
}
interface Placed extends Cutout {
  readonly left: number;
  readonly top: number;
}

/** A soft ellipse where the object touches the floor. */
async function floorShadow(
  object: Cutout,
  at: { left: number; top: number },
  ink: { readonly shade: Buffer; readonly color: string },
): Promise<Placed> {
  const foot = footOf(object);
  const width = Math.round(Math.max(foot.width * 1.5, object.width * 0.7));
  const height = Math.round(Math.min(width * 0.16, object.height * 0.2) + 14);
  const alpha = await sharp(ink.shade, { raw: { ...SHADOW_PX, channels: 1 } })
    .resize(width, height, { fit: "fill" })
    .toColourspace("b-w")
    .raw()
    .toBuffer();
  return {
    data: inked(alpha, ink.color, 1),
    width,
    height,
    left: Math.round(at.left + foot.middle - width / 2),
    top: Math.round(at.top + object.height - height * 0.56),
  };
}

/** The object's own outline, blurred and a little lower: it lies on the ground. Blurred small, which is the same and fast. */
async function castShadow(object: Cutout, at: { left: number; top: number }, color: string): Promise<Placed> {
  const margin = Math.round(object.width * 0.12) + 24;
  const width = object.width + 2 * margin;
  const height = object.height + 2 * margin;
  const small = shrunkenAlpha(object, margin);
  const blurred = await sharp(small.alpha, { raw: { width: small.width, height: small.height, channels: 1 } })
    .blur(2.6 + object.width / 260)
    .toColourspace("b-w")
    .raw()
    .toBuffer({ resolveWithObject: true });
  const alpha = await sharp(blurred.data, { raw: { width: blurred.info.width, height: blurred.info.height, channels: 1 } })
    .resize(width, height, { fit: "fill", kernel: "cubic" })
    .toColourspace("b-w")
    .raw()
    .toBuffer();
  return {
    data: inked(alpha, color, 0.42),
    width,
    height,
    left: at.left - margin + Math.round(object.width * 0.015),
    top: at.top - margin + Math.round(object.width * 0.055),
  };
}

const SHRINK = 6;

/** Every sixth pixel of an object's alpha, with an empty margin. */
function shrunkenAlpha({ data, width, height }: Cutout, margin: number) {
  const small = {
    width: Math.ceil((width + 2 * margin) / SHRINK),
    height: Math.ceil((height + 2 * margin) / SHRINK),
  };
  const alpha = Buffer.alloc(small.width * small.height);
  for (let y = 0; y < small.height; y += 1) {
    for (let x = 0; x < small.width; x += 1) {
      const fromX = x * SHRINK - margin;
      const fromY = y * SHRINK - margin;
      if (fromX < 0 || fromY < 0 || fromX >= width || fromY >= height) continue;
      alpha[y * small.width + x] = data[(fromY * width + fromX) * 4 + 3] ?? 0;
    }
  }
  return { ...small, alpha };
}

/** RGBA of one colour with the given alpha. */
function inked(alpha: Buffer, color: string, strength: number): Buffer {
  const [red, green, blue] = channelsOf(color);
  const pixels = Buffer.alloc(alpha.length * 4);
  for (let at = 0; at < alpha.length; at += 1) {
    pixels[at * 4] = red;
    pixels[at * 4 + 1] = green;
    pixels[at * 4 + 2] = blue;
    pixels[at * 4 + 3] = Math.round((alpha[at] ?? 0) * strength);
  }
  return pixels;
}

/** Where the lowest tenth of an object stands: the width of its foot and its middle, in pixels. */
function footOf({ data, width, height }: Cutout): { width: number; middle: number } {
  let least = width;
  let most = 0;
  for (let y = Math.floor(height * 0.9); y < height; y += 3) {
    for (let x = 0; x < width; x += 2) {
      if ((data[(y * width + x) * 4 + 3] ?? 0) < 96) continue;
      least = Math.min(least, x);
      most = Math.max(most, x);
    }
  }
  return most > least ? { width: most - least, middle: (most + least) / 2 } : { width: width / 2, middle: width / 2 };
}

/** Cuts off what hangs over the picture's edge, which compositing does not do. */
async function clip(piece: Placed, scene: Scene): Promise<OverlayOptions[]> {
  const left = Math.max(0, piece.left);
  const top = Math.max(0, piece.top);
  const width = Math.min(scene.width, piece.left + piece.width) - left;
  const height = Math.min(scene.height, piece.top + piece.height) - top;
  if (width <= 0 || height <= 0) return [];
  const raw = { width: piece.width, height: piece.height, channels: 4 as const };
  if (width === piece.width && height === piece.height) return [{ input: piece.data, raw, left, top }];
  const cut = await sharp(piece.data, { raw })
    .extract({ left: left - piece.left, top: top - piece.top, width, height })
    .raw()
    .toBuffer();
  return [{ input: cut, raw: { width, height, channels: 4 }, left, top }];
}
