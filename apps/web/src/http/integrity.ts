import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { EARLY_SCRIPT } from "./early-script.ts";

/**
 * The hashes (`sha384-…`) of the built scripts and styles, by the path under which each is served. One of the entries is the
 * list of all hashes, which the early script (`http/early-script.ts`) fetches.
 */
export type Integrity = ReadonlyMap<string, string>;

/** In development, files change without changing their names. */
export const NO_INTEGRITY: Integrity = new Map();

const PREFIX = "/_next/static/";
export const FILE_LIST_PATH = `${PREFIX}integrity.json`;
const FILES_MAX = 10_000;

const hashOf = (content: string | Uint8Array) => `sha384-${createHash("sha384").update(content).digest("base64")}`;

/** The content of {@link FILE_LIST_PATH}: all hashes, for files that are loaded later. */
export function writeFileList(integrity: Integrity): string {
  return JSON.stringify(Object.fromEntries([...integrity].filter(([path]) => path !== FILE_LIST_PATH)));
}

/**
 * Hashes the build's scripts and styles. Read once, when the process starts: a browser rejects a file that was changed after
 * that, on the disk or on its way.
 */
export async function readIntegrity(buildDir: string): Promise<Integrity> {
  const root = join(buildDir, "static");
  const names = (await readdir(root, { recursive: true }))
    .map((name) => name.replaceAll("\\", "/"))
    .filter((name) => /\.(?:js|css)$/.test(name))
    // The list must be the same on every node.
    .toSorted();
  if (names.length > FILES_MAX) throw new Error(`the build has more than ${FILES_MAX} scripts and styles`);
  const hashes = new Map<string, string>();
  for (const name of names) {
    hashes.set(PREFIX + name, hashOf(await readFile(join(root, name))));
  }
  return hashes.set(FILE_LIST_PATH, hashOf(writeFileList(hashes)));
}

/** A whole tag. Quoted values may contain angle brackets. */
const TAG = /<(?:script|link|html)\b(?:"[^"]*"|'[^']*'|[^"'>])*>/gi;
const ADDRESS = /\s(?:src|href)="([^"?#]*)/i;

/** Whether browsers check `integrity` on this tag. For fonts and images they do not, and print a warning. */
function isChecked(tag: string): boolean {
  if (/^<script/i.test(tag)) return true;
  const rel = /\srel="([^"]*)"/i.exec(tag)?.[1]?.toLowerCase();
  if (rel === "stylesheet" || rel === "modulepreload") return true;
  return rel === "preload" && /\sas="(?:script|style)"/i.test(tag);
}

/** The error shell of Next has no layout, so it gets the early script here. */
const isBareShell = (tag: string) => tag.includes('id="__next_error__"');

/**
 * Adds `integrity` to every tag of a document that loads a script or a style of the build, and the hash of the list to the
 * document element.
 */
export function addIntegrity(html: string, integrity: Integrity): string {
  return html.replace(TAG, (tag) => {
    const isRoot = /^<html/i.test(tag);
    const hash = integrity.get(isRoot ? FILE_LIST_PATH : (ADDRESS.exec(tag)?.[1] ?? ""));
    if (hash === undefined || (!isRoot && !isChecked(tag)) || /\s(?:integrity|data-integrity)=/i.test(tag)) return tag;
    const signed = tag.replace(/^<\w+/, (start) => `${start} ${isRoot ? "data-integrity" : "integrity"}="${hash}"`);
    return isRoot && isBareShell(tag) ? `${signed}<script>${EARLY_SCRIPT}</script>` : signed;
  });
}

/** The same for a `Link` header: a browser uses a preloaded file only for a tag with the same `integrity`. */
export function addLinkIntegrity(header: string, integrity: Integrity): string {
  return header.replace(/<([^>?#]+)[^>]*>((?:;[^,<]*)*)/g, (link, path: string, parameters: string) => {
    const hash = /;\s*as="?(?:script|style)\b/.test(parameters) ? integrity.get(path) : undefined;
    return hash === undefined ? link : `${link}; integrity="${hash}"`;
  });
}

/** A longer tag is not one of ours; its end is not waited for. */
const TAG_LENGTH_MAX = 4_096;
const OPENING = /<(?:script|link|html)\b/gi;
const OPENINGS = ["<script", "<link", "<html"];

/** Where a tag begins that may continue in the next piece; the end of the text if there is none. */
function openTagAt(text: string): number {
  const opening = new RegExp(OPENING);
  const tag = new RegExp(TAG, "iy");
  for (let found = opening.exec(text); found; found = opening.exec(text)) {
    tag.lastIndex = found.index;
    if (tag.test(text)) opening.lastIndex = tag.lastIndex;
    else if (text.length - found.index <= TAG_LENGTH_MAX) return found.index;
  }
  // The tag's name itself may be cut.
  const at = text.lastIndexOf("<");
  return at >= 0 && OPENINGS.some((name) => name.startsWith(text.slice(at).toLowerCase())) ? at : text.length;
}

/** {@link addIntegrity} for a document in pieces, which may end anywhere, even within a tag or a character. */
export interface IntegrityStream {
  /** Returns the bytes that can be sent now. */
  take(piece: Uint8Array): Buffer;
  /** Returns what is left after the last piece. */
  rest(): Buffer;
}

export function createIntegrityStream(integrity: Integrity): IntegrityStream {
  // One character per byte, so that a piece may end within a UTF-8 sequence.
  let open = "";
  return {
    take(piece) {
      const text = open + Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength).toString("latin1");
      const end = openTagAt(text);
      open = text.slice(end);
      return Buffer.from(addIntegrity(text.slice(0, end), integrity), "latin1");
    },
    rest: () => Buffer.from(addIntegrity(open, integrity), "latin1"),
  };
}
