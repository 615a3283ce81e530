import { encode } from "uqr";

/** Light modules around the code; the standard asks for four. */
const QUIET = 4;

/**
 * Encodes a text as a QR code (medium correction): an SVG path of its dark modules, one unit each, `size` units wide and
 * high.
 */
export function drawQr(text: string): { readonly size: number; readonly path: string } {
  const { data, size } = encode(text, { ecc: "M", border: QUIET });
  const runs = data.flatMap((row, y) =>
    // One rectangle for each run of dark modules in a row, instead of one for each module.
    [
      ...row
        .map((dark) => (dark ? "#" : "."))
        .join("")
        .matchAll(/#+/g),
    ].map((run) => `M${run.index} ${y}h${run[0].length}v1h-${run[0].length}z`),
  );
  return { size, path: runs.join("") };
}
