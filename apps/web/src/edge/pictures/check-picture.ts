import type { PictureKind } from "@cartwright/contracts/picture-upload";
import { AppError } from "@cartwright/core/kernel/app-error";
import { getTranslations } from "@cartwright/messages/get-translations";

const PNG_SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const CHUNKS_MAX = 20_000;

const refuse = (problem: "animated" | "broken" | "extraData" | "wrongType"): never => {
  throw new AppError("picture_invalid", { message: getTranslations("pictureProblems")(problem) });
};

/**
 * Checks by its bytes that a file is of the type that it was sent as, complete, not animated, and nothing more: an image with
 * something after its end could be another file too. The decoder decides finally; this keeps from it what it should not even
 * see. Throws `picture_invalid`.
 */
export function checkPicture(bytes: Buffer, kind: PictureKind): void {
  if (kindOf(bytes) !== kind) refuse("wrongType");
  if (kind === "png") checkPng(bytes);
  else if (kind === "webp") checkWebp(bytes);
  else checkJpeg(bytes);
}

function kindOf(bytes: Buffer): PictureKind | null {
  if (bytes.subarray(0, 8).equals(PNG_SIGNATURE)) return "png";
  if (bytes.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff]))) return "jpeg";
  if (bytes.toString("latin1", 0, 4) === "RIFF" && bytes.toString("latin1", 8, 12) === "WEBP") return "webp";
  return null;
}

/** Walks the chunks to the last one, which ends the file. */
function checkPng(bytes: Buffer): void {
  let at = PNG_SIGNATURE.length;
  for (let count = 0; count < CHUNKS_MAX && at + 12 <= bytes.length; count += 1) {
    const type = bytes.toString("latin1", at + 4, at + 8);
    if (type === "acTL") refuse("animated");
    at += 12 + bytes.readUInt32BE(at);
    if (type !== "IEND") continue;
    if (at !== bytes.length) refuse(at < bytes.length ? "extraData" : "broken");
    return;
  }
  refuse("broken");
}

/** The container declares its length. */
function checkWebp(bytes: Buffer): void {
  const end = bytes.readUInt32LE(4) + 8;
  if (end > bytes.length) refuse("broken");
  if (end < bytes.length) refuse("extraData");
  const isExtended = bytes.toString("latin1", 12, 16) === "VP8X";
  if (isExtended && ((bytes[20] ?? 0) & 0x02) !== 0) refuse("animated");
}

const [SOS, EOI, TEM] = [0xda, 0xd9, 0x01];
/** Markers that stand alone, without a length. */
const isAlone = (marker: number) => marker === TEM || (marker >= 0xd0 && marker <= 0xd7);

/** Walks the segments and the coded data to the end marker. Phones append further images (a depth map, a gain map). */
function checkJpeg(bytes: Buffer): void {
  let at = 2;
  while (at + 2 <= bytes.length) {
    if (bytes[at] !== 0xff) refuse("broken");
    const marker = bytes[at + 1] ?? 0;
    at += marker === 0xff ? 1 : 2;
    if (marker === 0xff || isAlone(marker)) continue;
    if (marker === EOI) return checkBehind(bytes.subarray(at));
    if (at + 2 > bytes.length) break;
    at += bytes.readUInt16BE(at);
    if (marker === SOS) at = endOfScan(bytes, at);
  }
  refuse("broken");
}

/** The end of the coded data: the first marker that is neither an escaped byte nor a restart. */
function endOfScan(bytes: Buffer, from: number): number {
  let at = bytes.indexOf(0xff, from);
  while (at >= 0 && at + 1 < bytes.length) {
    const next = bytes[at + 1] ?? 0;
    if (next !== 0x00 && !isAlone(next)) return at;
    at = bytes.indexOf(0xff, at + 2);
  }
  return bytes.length;
}

function checkBehind(rest: Buffer): void {
  const isPicture = rest.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff]));
  if (!isPicture && rest.some((byte) => byte !== 0)) refuse("extraData");
}
