import { dye } from "./dye.ts";
import { DYES, GROUNDS } from "./palette.ts";
import type { PicturePlan } from "./pictures.ts";
import type { Raster, Rasterizer, Shape } from "./raster.ts";
import type { Backdrop, Prop, Scene } from "./scene.ts";

/** The size of an object alone in its portrait. It is drawn at this size, and other pictures scale it down. */
const ALONE = { stand: 0.56, lie: 0.58 } as const;
/** The largest size of a companion object. */
const COMPANY = 0.29;

/** The names of the icons that a picture shows. */
export const iconsOf = (plan: PicturePlan): string[] =>
  [plan.icon, ...plan.company].map((icon) => parseIcon(icon).name);

/** Lays out a picture. The numbers are shares of the picture's side, chosen by eye. */
export async function compose(plan: PicturePlan, rasterizer: Rasterizer): Promise<Scene> {
  const draw = async (icon: string, share: (shape: Shape) => number) => {
    const { name, colour } = parseIcon(icon);
    const plain = await rasterizer.draw(name, (shape) => share(shape) * plan.width);
    return colour ? dye(plain, colour) : plain;
  };
  const alone = (shape: Shape) => fitted(shape, ALONE[plan.pose]);
  const plain = await draw(plan.icon, alone);
  const main = plan.dye ? dye(plain, plan.dye) : plain;
  const company = await Promise.all(
    plan.company.map((icon) => draw(icon, plan.composition === "cover" ? alone : () => COMPANY)),
  );
  const scene = (backdrop: Backdrop, props: readonly Prop[]): Scene => ({
    ground: GROUNDS[plan.ground],
    backdrop,
    width: plan.width,
    height: plan.height,
    props: plan.mirrored ? props.map(mirror) : props,
  });
  if (plan.composition === "cover") return scene("room", lineUp([main, ...company], plan));
  if (plan.composition === "portrait") {
    return plan.pose === "stand"
      ? scene("room", [{ raster: main, size: fitted(main, ALONE.stand), x: 0.5, y: 0.81, pose: "stand" }])
      : scene("flat", [{ raster: main, size: fitted(main, ALONE.lie), x: 0.5, y: 0.5, pose: "lie" }]);
  }
  return plan.pose === "stand"
    ? scene(plan.mirrored ? "sun" : "arch", standing(main, company))
    : scene("flat", lying(main, company));
}

/** `teapot:Ink` is a teapot dyed with ink. Most icons keep their own colours. */
function parseIcon(icon: string): { name: string; colour: string | null } {
  const [name = icon, dyeName] = icon.split(":");
  const colour = Object.entries(DYES).find(([known]) => known === dyeName)?.[1] ?? null;
  if (dyeName && !colour) throw new Error(`no dye is called "${dyeName}"`);
  return { name, colour };
}

const mirror = (prop: Prop): Prop => ({ ...prop, x: 1 - prop.x, turn: -(prop.turn ?? 0) });

/** Long thin things get a little more room than round ones, so that all look equally large. */
function fitted({ width, height }: Shape, size: number): number {
  const slimness = Math.min(width, height) / Math.max(width, height);
  return size * (1.14 - 0.16 * slimness);
}

/** Props are placed behind and in front of the object, smaller. */
function standing(main: Raster, company: readonly Raster[]): Prop[] {
  const [behind, before] = company;
  const props: Prop[] = [];
  if (behind) props.push({ raster: behind, size: COMPANY, x: 0.735, y: 0.785, pose: "stand" });
  props.push({ raster: main, size: fitted(main, 0.5), x: 0.42, y: 0.835, pose: "stand" });
  if (before) props.push({ raster: before, size: 0.19, x: 0.7, y: 0.885, pose: "stand" });
  return props;
}

/** Seen from above: the thing at an angle, the others at its corners. */
function lying(main: Raster, company: readonly Raster[]): Prop[] {
  const places = [
    { x: 0.795, y: 0.225, size: 0.25, turn: 14 },
    { x: 0.2, y: 0.8, size: 0.23, turn: -12 },
  ] as const;
  const around = company.slice(0, places.length).flatMap((raster, index): Prop[] => {
    const place = places[index];
    return place ? [{ raster, pose: "lie", ...place }] : [];
  });
  return [...around, { raster: main, size: fitted(main, 0.52), x: 0.48, y: 0.52, pose: "lie", turn: -9 }];
}

/** A row on the floor: the first in the middle and largest, the others beside it, near ones in front. */
function lineUp(rasters: readonly Raster[], plan: PicturePlan): Prop[] {
  const wide = plan.width / plan.height > 1.2;
  const places = wide
    ? [
        { x: 0.5, y: 0.86, size: 0.62 },
        { x: 0.29, y: 0.83, size: 0.46 },
        { x: 0.7, y: 0.83, size: 0.48 },
        { x: 0.14, y: 0.9, size: 0.34 },
        { x: 0.86, y: 0.9, size: 0.36 },
        { x: 0.385, y: 0.95, size: 0.24 },
        { x: 0.62, y: 0.955, size: 0.22 },
      ]
    : [
        { x: 0.5, y: 0.8, size: 0.47 },
        { x: 0.22, y: 0.835, size: 0.34 },
        { x: 0.79, y: 0.835, size: 0.34 },
        { x: 0.6, y: 0.91, size: 0.2 },
      ];
  return rasters.slice(0, places.length).flatMap((raster, index): Prop[] => {
    const place = places[index];
    return place ? [{ raster, pose: "stand", ...place, size: fitted(raster, place.size) }] : [];
  });
}
