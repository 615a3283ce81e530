import sharp, { type Sharp } from "sharp";
import { channelsOf, type Ground } from "./palette.ts";
import type { Raster } from "./raster.ts";

/** One thing in a picture. Sizes and places are shares of the picture's width and height. */
export interface Prop {
  readonly raster: Raster;
  /** Length of its longer side. */
  readonly size: number;
  /** Its middle. */
  readonly x: number;
  /** Where it touches the floor, or the middle of an object that lies flat. */
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

/** Paints scenes. A backdrop is drawn once and copied; things are blended onto it pixel by pixel, where they are only. */
export function createPainter(): { paint(scene: Scene): Promise<Painted> } {
  const backdrops = new Map<string, Promise<Buffer>>();
  const backdropOf = (scene: Scene) => {
    const key = [scene.backdrop, scene.ground.base, scene.width, scene.height].join();
    const ready = backdrops.get(key) ?? drawBackdrop(scene);
    backdrops.set(key, ready);
    return ready;
  };
  return {
    async paint(scene) {
      const { width, height } = scene;
      const canvas = { pixels: Buffer.from(await backdropOf(scene)), width, height };
      for (const prop of scene.props) {
        const thing = await place(prop, scene);
        if (prop.pose === "stand") shadeFloor(canvas, thing, scene.ground.shadow);
        else await shadeGround(canvas, thing, scene.ground.shadow);
        blend(canvas, thing);
      }
      return canvas;
    },
  };
}

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
    backdrop === "flat" ? "" : `<rect y="${floor}" width="${width}" height="${height - floor}" fill="url(#floor)"/>`;
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

/** An object at its size and angle, with the position of its upper left corner. */
async function place(prop: Prop, scene: Scene): Promise<Placed> {
  const { raster, turn = 0 } = prop;
  const scale = (prop.size * Math.min(scene.width, scene.height)) / Math.max(raster.width, raster.height);
  let drawn = raster;
  if (Math.abs(scale - 1) > AS_DRAWN) {
    const size = { width: Math.max(1, Math.round(raster.width * scale)), height: Math.round(raster.height * scale) };
    const resized = sharp(raster.pixels, { raw: { width: raster.width, height: raster.height, channels: 4 } });
    drawn = await finished(resized.resize(size.width, Math.max(1, size.height), { kernel: "cubic" }));
  }
  if (turn !== 0) {
    const turned = sharp(drawn.pixels, { raw: { width: drawn.width, height: drawn.height, channels: 4 } });
    drawn = await finished(turned.rotate(turn, { background: { r: 0, g: 0, b: 0, alpha: 0 } }));
  }
  const { pixels, width, height } = drawn;
  return {
    pixels,
    width,
    height,
    left: Math.round(prop.x * scene.width - width / 2),
    top: Math.round(prop.y * scene.height - (prop.pose === "stand" ? height : height / 2)),
  };
}

/** A drawing this close to its size is used unscaled: the difference is not visible, and it stays sharp. */
const AS_DRAWN = 0.04;

async function finished(image: Sharp): Promise<Raster> {
  const { data, info } = await image.raw().toBuffer({ resolveWithObject: true });
  return { pixels: data, width: info.width, height: info.height };
}

interface Placed extends Raster {
  readonly left: number;
  readonly top: number;
}

/** Blends an object onto the canvas. What lies beyond the edge is cut off. */
function blend(canvas: Painted, thing: Placed): void {
  const shown = visible(canvas, thing);
  for (let y = shown.top; y < shown.bottom; y += 1) {
    let from = (y * thing.width + shown.left) * 4;
    let to = ((y + thing.top) * canvas.width + shown.left + thing.left) * 3;
    for (let x = shown.left; x < shown.right; x += 1, from += 4, to += 3) {
      const alpha = (thing.pixels[from + 3] ?? 0) / 255;
      if (alpha === 0) continue;
      for (let channel = 0; channel < 3; channel += 1) {
        const below = canvas.pixels[to + channel] ?? 0;
        canvas.pixels[to + channel] = between(below, thing.pixels[from + channel] ?? 0, alpha);
      }
    }
  }
}

/** Interpolates between two numbers by a share from 0 to 1. */
const between = (from: number, to: number, share: number) => from + (to - from) * share;

interface Area {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** The part of an area that lies on the canvas, in the area's own rows and columns. */
const visible = (canvas: Painted, area: Area) => ({
  left: Math.max(0, -area.left),
  top: Math.max(0, -area.top),
  right: Math.min(area.width, canvas.width - area.left),
  bottom: Math.min(area.height, canvas.height - area.top),
});

/** Darkens a part of the canvas towards a colour; `depths` writes how much at each pixel of a row, 0 to 1. */
function darken(
  canvas: Painted,
  area: Area,
  ink: { readonly color: string; depths(y: number, row: Float32Array): void },
): void {
  const color = channelsOf(ink.color);
  const shown = visible(canvas, area);
  const row = new Float32Array(area.width);
  for (let y = shown.top; y < shown.bottom; y += 1) {
    ink.depths(y, row);
    let to = ((y + area.top) * canvas.width + shown.left + area.left) * 3;
    for (let x = shown.left; x < shown.right; x += 1, to += 3) {
      const depth = row[x] ?? 0;
      if (depth <= 0) continue;
      for (let channel = 0; channel < 3; channel += 1) {
        canvas.pixels[to + channel] = between(canvas.pixels[to + channel] ?? 0, color[channel] ?? 0, depth);
      }
    }
  }
}

/** A soft ellipse where a thing touches the floor. */
function shadeFloor(canvas: Painted, thing: Placed, color: string): void {
  const foot = footOf(thing);
  const width = Math.round(Math.max(foot.width * 1.5, thing.width * 0.7));
  const height = Math.round(Math.min(width * 0.16, thing.height * 0.2) + 11);
  const area = {
    width,
    height,
    left: Math.round(thing.left + foot.middle - width / 2),
    top: Math.round(thing.top + thing.height - height * 0.56),
  };
  darken(canvas, area, {
    color,
    depths(y, row) {
      const down = (y - height / 2) / (height / 2);
      for (let x = 0; x < width; x += 1) {
        const across = (x - width / 2) / (width / 2);
        const away = Math.sqrt(across * across + down * down);
        row[x] = away >= 1 ? 0 : 0.5 * (1 - away) ** 1.35;
      }
    },
  });
}

const SHRINK = 5;
const GROUND_DEPTH = 0.42;

/**
 * The shadow of an object that lies flat: its outline, blurred and moved down. Blurred at a small size, which looks the
 * same and is faster.
 */
async function shadeGround(canvas: Painted, thing: Placed, color: string): Promise<void> {
  const margin = Math.round(thing.width * 0.12) + 20;
  const small = shrunkenAlpha(thing, margin);
  const blurred = await sharp(small.alpha, { raw: { width: small.width, height: small.height, channels: 1 } })
    .blur(2.5 + thing.width / 216)
    .toColourspace("b-w")
    .raw()
    .toBuffer();
  const area = {
    width: thing.width + 2 * margin,
    height: thing.height + 2 * margin,
    left: thing.left - margin + Math.round(thing.width * 0.015),
    top: thing.top - margin + Math.round(thing.width * 0.055),
  };
  const line = new Float32Array(small.width + 1);
  darken(canvas, area, {
    color,
    depths(y, row) {
      const top = Math.min(Math.floor(y / SHRINK), small.height - 1);
      const next = Math.min(top + 1, small.height - 1);
      const down = y / SHRINK - top;
      for (let x = 0; x <= small.width; x += 1) {
        const column = Math.min(x, small.width - 1);
        const upper = blurred[top * small.width + column] ?? 0;
        const lower = blurred[next * small.width + column] ?? 0;
        line[x] = ((upper * (1 - down) + lower * down) / 255) * GROUND_DEPTH;
      }
      for (let x = 0; x < area.width; x += 1) {
        const left = Math.floor(x / SHRINK);
        const right = x / SHRINK - left;
        row[x] = (line[left] ?? 0) * (1 - right) + (line[left + 1] ?? 0) * right;
      }
    },
  });
}

/** Every fifth pixel of a thing's alpha, with an empty margin. */
function shrunkenAlpha({ pixels, width, height }: Raster, margin: number) {
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
      alpha[y * small.width + x] = pixels[(fromY * width + fromX) * 4 + 3] ?? 0;
    }
  }
  return { ...small, alpha };
}

/** The base of an object (its lowest tenth): width and centre, in pixels. */
function footOf({ pixels, width, height }: Raster): { width: number; middle: number } {
  let least = width;
  let most = 0;
  for (let y = Math.floor(height * 0.9); y < height; y += 3) {
    for (let x = 0; x < width; x += 2) {
      if ((pixels[(y * width + x) * 4 + 3] ?? 0) < 96) continue;
      least = Math.min(least, x);
      most = Math.max(most, x);
    }
  }
  return most > least ? { width: most - least, middle: (most + least) / 2 } : { width: width / 2, middle: width / 2 };
}
