import { describe, expect, test } from "vitest";
import { readFlag, readPrice, readWhole } from "./cell-values.ts";
import { examineFile } from "./examine-file.ts";
import { readCsv } from "./read-csv.ts";
import { fileOf } from "./testing/csv-files.ts";

const HEADER = "Handle,Title,Variant Price";

async function read(content: Buffer, pieceBytes = 7) {
  const file = fileOf(content, pieceBytes);
  const form = await examineFile(file.open());
  const rows: { line: number; cells: readonly string[] }[] = [];
  for await (const row of readCsv(file.open(), form, () => undefined)) rows.push(row);
  return { form, rows };
}

const utf16 = (text: string, order: "le" | "be", mark: boolean): Buffer => {
  const bytes = Buffer.from(`${mark ? "\ufeff" : ""}${text}`, "utf16le");
  return order === "le" ? bytes : bytes.swap16();
};

describe("a file is read in its own form", () => {
  const text = `${HEADER}\ncafé,Café – “Größe” 茶,1.00\n`;
  test.each([
    ["UTF-8", Buffer.from(text), "utf-8"],
    ["UTF-8 with a byte order mark", Buffer.from(`\ufeff${text}`), "utf-8"],
    ["UTF-16 LE with a byte order mark", utf16(text, "le", true), "utf-16le"],
    ["UTF-16 BE with a byte order mark", utf16(text, "be", true), "utf-16be"],
    ["UTF-16 LE without one", utf16(text, "le", false), "utf-16le"],
    ["UTF-16 BE without one", utf16(text, "be", false), "utf-16be"],
  ])("%s, however its bytes are split", async (_, content, encoding) => {
    for (const pieceBytes of [1, 2, 3, 1_000]) {
      const { form, rows } = await read(content, pieceBytes);
      expect(form.encoding).toBe(encoding);
      expect(rows).toEqual([
        { line: 1, cells: HEADER.split(",") },
        { line: 2, cells: ["café", "Café – “Größe” 茶", "1.00"] },
      ]);
    }
  });

  test("Windows-1252, with its own quotes and dashes", async () => {
    const bytes = Buffer.concat([
      Buffer.from(`${HEADER}\n`),
      Buffer.from("gr\xfcn,\x84Gr\xfcn\x93 \x96 5 \x80,1\n", "latin1"),
    ]);
    const { form, rows } = await read(bytes);
    expect(form.encoding).toBe("windows-1252");
    expect(rows[1]?.cells).toEqual(["grün", "„Grün“ – 5 €", "1"]);
  });

  test("UTF-8 with a broken character stays UTF-8", async () => {
    const bytes = Buffer.concat([Buffer.from(text), Buffer.from("x,caf\xe9,1\n", "latin1")]);
    const { form, rows } = await read(bytes);
    expect(form.encoding).toBe("utf-8");
    expect(rows[1]?.cells[0]).toBe("café");
  });

  test.each([
    [";", "\r\n"],
    ["\t", "\n"],
    ["|", "\r"],
    [",", "\r"],
  ])("separated by %j with line ends %j", async (separator, lineEnd) => {
    const lines = [
      ["Handle", "Title", "Variant Price"],
      ["a", '"A, B; C | D"', "1"],
      ["b", '"two\nlines"', "2"],
      ["c", "C", "3"],
    ];
    const { form, rows } = await read(Buffer.from(lines.map((cells) => cells.join(separator)).join(lineEnd)));
    expect(form).toMatchObject({ separator, lineEnd });
    expect(rows.map(({ line, cells }) => [line, cells[1]])).toEqual([
      [1, "Title"],
      [2, "A, B; C | D"],
      [3, "two\nlines"],
      [5, "C"],
    ]);
  });

  test("with a line that names the separator, padded cells, and quotation marks inside cells", async () => {
    const { rows } = await read(Buffer.from('sep=;\nHandle  ; Title ;Price\na ; "A" ;5\nb;5" pipe;6\n'));
    expect(rows).toEqual([
      { line: 2, cells: ["Handle", "Title", "Price"] },
      { line: 3, cells: ["a", "A", "5"] },
      { line: 4, cells: ["b", '5" pipe', "6"] },
    ]);
  });
});

describe("a cell is read when it can only be meant in one way", () => {
  test.each([
    ["19.99", 1_999],
    ["9.5", 950],
    ["1,299.00", 129_900],
    ["1.299,00", 129_900],
    ["1 299,00", 129_900],
    ["1'299.50", 129_950],
    ["9,50", 950],
    ["1,299", 129_900],
    ["1.234.567", 123_456_700],
    ["€ 12.00", 1_200],
    ["12,00 EUR", 1_200],
    ["$5", 500],
    ["10.0000", 1_000],
    ["N/A", null],
    ["", null],
  ])("the price %j", (text, minor) => {
    expect(readPrice(text)).toMatchObject({ value: minor });
    expect(readPrice(text).error).toBeUndefined();
  });

  test.each(["free", "1.299", "1,2,3", "-5", "12.345678", "1.2.3", "99999999999", "1e3", "5-6"])(
    "not the price %j",
    (text) => {
      expect(readPrice(text).error).toBeDefined();
    },
  );

  test.each([
    ["quantity", "3", 3],
    ["quantity", "3.0", 3],
    ["quantity", "-3", 0],
    ["quantity", "1,200", 1_200],
    ["quantity", "not stocked", null],
    ["grams", "56.41555101875", 56],
    ["grams", "1.5 kg", 1_500],
    ["grams", "250 g", 250],
    ["position", "first", null],
  ] as const)("the %s %j", (what, text, value) => {
    expect(readWhole(text, what)).toMatchObject({ value });
    expect(readWhole(text, what).error).toBeUndefined();
  });

  test.each([
    ["TRUE", true],
    ["yes", true],
    ["WAHR", true],
    ["0", false],
    ["Falso", false],
    ["", null],
  ])("the answer %j", (text, value) => {
    expect(readFlag(text)).toEqual({ value });
  });
});
