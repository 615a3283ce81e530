import { availableParallelism } from "node:os";
import sharp from "sharp";
import { compose, iconsOf } from "./compose.ts";
import { hasPicture, writePicture } from "./encode.ts";
import type { PicturePlan } from "./pictures.ts";
import { createRasterizer } from "./raster.ts";
import { createPainter } from "./scene.ts";

/** Concurrent pictures: one for each core, and one more for when another waits for the main thread. */
const AT_ONCE = availableParallelism() + 1;

/**
 * Paints the missing pictures, each on one thread, so that all cores are busy and a build running beside it gets its share.
 * Returns how many were painted.
 */
export async function paintPictures(
  plans: readonly PicturePlan[],
  target: { readonly folder: string; readonly avif: boolean; readonly onPainted: () => void },
): Promise<number> {
  sharp.concurrency(1);
  sharp.cache(false);
  const rasterizer = createRasterizer(plans.flatMap(iconsOf));
  const painter = createPainter();
  const queue = plans.values();
  let painted = 0;
  const work = async () => {
    for (const plan of queue) {
      if (!(await hasPicture(target.folder, plan.key))) {
        const picture = await painter.paint(await compose(plan, rasterizer));
        await writePicture(picture, { folder: target.folder, key: plan.key, avif: target.avif });
        painted += 1;
      }
      target.onPainted();
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return painted;
}
