import type { Font } from "fontkit";
// oxlint-disable-next-line import/no-named-as-default -- its types name the default export only
import PDFDocument from "pdfkit";
import type { DocumentFonts } from "./fonts.ts";

/** A4 in points, with the same margin on all sides. */
export const PAGE = { width: 595.28, height: 841.89, margin: 48, foot: 56 } as const;
/** The end of the space for content. Below it is the foot of the page. */
export const CONTENT_END = PAGE.height - PAGE.margin - PAGE.foot;
export const CONTENT_WIDTH = PAGE.width - 2 * PAGE.margin;

const INK = "#1b1f1d";
const MUTED = "#5b625e";
const LINE = "#c9cec9";

export interface TextStyle {
  readonly size?: number;
  readonly bold?: boolean;
  readonly muted?: boolean;
  readonly align?: "left" | "right";
}

/** A box of text: where it begins, and how wide it may be. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

/** Drawing on pages, in points from the top left. */
export interface Sheet {
  readonly text: (text: string, box: Box, style?: TextStyle) => void;
  readonly heightOf: (text: string, width: number, style?: TextStyle) => number;
  readonly line: (y: number) => void;
  readonly addPage: () => void;
  readonly pages: () => number;
  readonly onPage: (page: number, draw: () => void) => void;
  /** Ends the document. Its bytes depend on what was drawn, and nothing else. */
  readonly end: () => Promise<Buffer>;
}

/** The library takes an opened font too, which its types do not say. */
const asSource = (font: Font) => font as unknown as Buffer;

/** Opens a document. `issuedOn` is its date in the file, so that drawing it again gives the same bytes. */
export function openSheet(
  fonts: DocumentFonts,
  about: { readonly title: string; readonly author: string; readonly issuedOn: string },
): Sheet {
  const pdf = new PDFDocument({
    size: [PAGE.width, PAGE.height],
    margin: 0,
    bufferPages: true,
    lang: "en",
    displayTitle: true,
    info: { Title: about.title, Author: about.author, CreationDate: new Date(`${about.issuedOn}T00:00:00Z`) },
  });
  pdf.registerFont("regular", asSource(fonts.regular));
  pdf.registerFont("bold", asSource(fonts.bold));
  const chunks: Buffer[] = [];
  const ended = new Promise<Buffer>((resolve, reject) => {
    pdf.on("data", (chunk: Buffer) => chunks.push(chunk));
    pdf.on("end", () => resolve(Buffer.concat(chunks)));
    pdf.on("error", reject);
  });
  const use = ({ size = 9, bold = false, muted = false }: TextStyle) =>
    pdf
      .font(bold ? "bold" : "regular")
      .fontSize(size)
      .fillColor(muted ? MUTED : INK);
  return {
    text: (text, { x, y, width }, style = {}) =>
      void use(style).text(text, x, y, { width, align: style.align ?? "left" }),
    heightOf: (text, width, style = {}) => use(style).heightOfString(text, { width }),
    line: (y) => {
      pdf
        .moveTo(PAGE.margin, y)
        .lineTo(PAGE.width - PAGE.margin, y)
        .lineWidth(0.5)
        .strokeColor(LINE)
        .stroke();
    },
    addPage: () => void pdf.addPage(),
    pages: () => pdf.bufferedPageRange().count,
    onPage: (page, draw) => {
      pdf.switchToPage(page);
      draw();
    },
    end: () => {
      pdf.end();
      return ended;
    },
  };
}
