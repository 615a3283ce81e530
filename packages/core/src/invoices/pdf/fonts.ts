import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { create, type Font } from "fontkit";

/** Noto Sans has Latin with all accents, Cyrillic and Greek. Only the glyphs of a document are embedded in it. */
export interface DocumentFonts {
  readonly regular: Font;
  readonly bold: Font;
}

const require = createRequire(import.meta.url);
const REGULAR = require.resolve("@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf");
const BOLD = require.resolve("@expo-google-fonts/noto-sans/600SemiBold/NotoSans_600SemiBold.ttf");

async function open(path: string): Promise<Font> {
  const font = create(await readFile(path));
  if (!("layout" in font)) throw new Error(`${path} is a collection of fonts`);
  return font;
}

let opened: Promise<DocumentFonts> | undefined;

async function openAll(): Promise<DocumentFonts> {
  const [regular, bold] = await Promise.all([open(REGULAR), open(BOLD)]);
  return { regular, bold };
}

/** The fonts, opened once per process: reading their tables takes longer than drawing a document. */
export function openFonts(): Promise<DocumentFonts> {
  opened ??= openAll().catch((error: unknown) => {
    // Opened again the next time.
    opened = undefined;
    throw error;
  });
  return opened;
}
