import { IMAGE_WIDTHS } from "@cartwright/contracts/image-widths";
import type { PictureKind } from "@cartwright/contracts/picture-upload";
import { AppError } from "@cartwright/core/kernel/app-error";
import { getTranslations } from "@cartwright/messages/get-translations";
import sharp, { type OutputInfo, type Sharp } from "sharp";

/** The most pixels that are decoded. A phone's picture has 12 to 50 million. */
const PIXELS_MAX = 60_000_000;
const SIDE_MIN = 200;
const SIDE_MAX = 12_000;
/** The longer side by the shorter one. */
const STRETCH_MAX = 4;
/** For one pass of the library. There are seven. */
const PASS_SECONDS_MAX = 10;
const WIDEST = Math.max(...IMAGE_WIDTHS);

// One picture at a time, on one thread: the process has requests to serve. The library may decode the accepted formats and no
// others, whatever a file pretends to be.
sharp.cache(false);
sharp.concurrency(1);
sharp.block({ operation: ["VipsForeignLoad"] });
sharp.unblock({
  operation: ["VipsForeignLoadJpegBuffer", "VipsForeignLoadPngBuffer", "VipsForeignLoadWebpBuffer"],
});

export interface EncodedPicture {
  /** Of the widest file, in pixels. */
  readonly width: number;
  readonly height: number;
  /** Its average colour as `#rrggbb`; null for a picture with transparency. */
  readonly tint: string | null;
  /** The suffix of each file's name, such as `-640.avif`, and the file. */
  readonly files: readonly { readonly ending: string; readonly bytes: Buffer }[];
}

interface Raw {
  readonly data: Buffer;
  readonly info: OutputInfo;
}

const fromRaw = ({ data, info: { width, height, channels } }: Raw): Sharp =>
  sharp(data, { raw: { width, height, channels } }).timeout({ seconds: PASS_SECONDS_MAX });

/** Encodes every file again from the pixels: nothing else of the upload is kept, no location, name or comment. */
async function encodeWidths(picture: Raw): Promise<EncodedPicture["files"]> {
  const files = [];
  let larger = picture;
  for (const width of IMAGE_WIDTHS.toReversed()) {
    if (larger.info.width > width)
      larger = await fromRaw(larger).resize({ width }).raw().toBuffer({ resolveWithObject: true });
    const avif = await fromRaw(larger).avif({ quality: 56, effort: 1, chromaSubsampling: "4:2:0" }).toBuffer();
    const webp = await fromRaw(larger).webp({ quality: 84, effort: 2 }).toBuffer();
    files.push({ ending: `-${width}.avif`, bytes: avif }, { ending: `-${width}.webp`, bytes: webp });
  }
  return files;
}

async function tintOf(picture: Raw): Promise<string | null> {
  if (picture.info.channels === 4) return null;
  const middle = await fromRaw(picture).resize(1, 1, { fit: "fill" }).raw().toBuffer();
  return `#${middle.toString("hex", 0, 3)}`;
}

/** Whether the picture may be decoded, by its header. */
async function checkHead(source: Sharp, kind: PictureKind): Promise<void> {
  const { format, width, height, pages = 1 } = await source.metadata();
  const [shorter, longer] = width < height ? [width, height] : [height, width];
  const t = getTranslations("pictureProblems");
  const message =
    format !== kind || pages !== 1
      ? t("wrongType")
      : longer > SIDE_MAX || width * height > PIXELS_MAX
        ? t("tooLarge", { side: SIDE_MAX, megapixels: PIXELS_MAX / 1e6 })
        : shorter < SIDE_MIN
          ? t("tooSmall", { side: SIDE_MIN })
          : longer > shorter * STRETCH_MAX
            ? t("tooNarrow", { ratio: STRETCH_MAX })
            : null;
  if (message !== null) throw new AppError("picture_invalid", { message });
}

/**
 * Decodes a picture that passed {@link checkPicture}, turns it upright, and encodes it as AVIF and WebP at the shop's widths
 * (without enlarging it). Throws `picture_invalid`, also for one that takes too long.
 */
export async function encodePicture(bytes: Buffer, kind: PictureKind): Promise<EncodedPicture> {
  try {
    const limits = { limitInputPixels: PIXELS_MAX, failOn: "error", pages: 1, sequentialRead: false } as const;
    await checkHead(sharp(bytes, limits), kind);
    const decoded = sharp(bytes, limits)
      .timeout({ seconds: PASS_SECONDS_MAX })
      .autoOrient()
      .resize({ width: WIDEST, height: WIDEST * STRETCH_MAX, fit: "inside", withoutEnlargement: true })
      .toColourspace("srgb");
    const picture = await decoded.raw({ depth: "uchar" }).toBuffer({ resolveWithObject: true });
    const { width, height } = picture.info;
    return { width, height, tint: await tintOf(picture), files: await encodeWidths(picture) };
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError("picture_invalid", { cause: error });
  }
}
