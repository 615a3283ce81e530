import sharp from "sharp";
import { compose } from "./compose.ts";
import { hasPicture, writePicture } from "./encode.ts";
import type { PicturePlan } from "./pictures.ts";
import { createRasterizer } from "./raster.ts";
import { createPainter } from "./scene.ts";

/** Pictures in work at once; each keeps one core busy most of the time. */
const AT_ONCE = 3;

/**
 * Paints the pictures that are not there yet, at most three at once, each on one thread: so two cores are busy and a build
 * beside it still gets its share. Answers how many were painted.
 */
export async function paintPictures(
  plans: readonly PicturePlan[],
  target: { readonly folder: string; readonly avif: boolean; readonly onPainted: () => void },
): Promise<number> {
  sharp.concurrency(1);
  sharp.cache(false);
  const rasterizer = createRasterizer();
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
