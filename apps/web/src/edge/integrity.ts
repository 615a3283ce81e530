import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { EARLY_SCRIPT } from "./early-script.ts";

/**
 * What browsers must find in the built scripts and styles, by the path under which each is served: `sha384-…`. The list of
 * them for the early script (`edge/early-script.ts`) is one of the files.
 */
export type Integrity = ReadonlyMap<string, string>;

/** While developing files change under their names. */
export const NO_INTEGRITY: Integrity = new Map();

const PREFIX = "/_next/static/";
export const FILE_LIST_PATH = `${PREFIX}integrity.json`;
const FILES_MAX = 10_000;

const hashOf = (content: string | Uint8Array) => `sha384-${createHash("sha384").update(content).digest("base64")}`;

/** The file under {@link FILE_LIST_PATH}: all hashes, for what is loaded later. */
export function writeFileList(integrity: Integrity): string {
  return JSON.stringify(Object.fromEntries([...integrity].filter(([path]) => path !== FILE_LIST_PATH)));
}

/**
 * Hashes what the build has for browsers. Read once, when the process starts: what lies on the disk then is what every page
 * of this process asks for, whoever changes a file afterwards, here or on its way.
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

/** A whole tag: what stands in quotes may hold an angle bracket. */
const TAG = /<(?:script|link|html)\b(?:"[^"]*"|'[^']*'|[^"'>])*>/gi;
const ADDRESS = /\s(?:src|href)="([^"?#]*)/i;

/** Whether a browser compares what it gets for this tag. It does not for fonts and pictures, and says so in its console. */
function isChecked(tag: string): boolean {
  if (/^<script/i.test(tag)) return true;
  const rel = /\srel="([^"]*)"/i.exec(tag)?.[1]?.toLowerCase();
  if (rel === "stylesheet" || rel === "modulepreload") return true;
  return rel === "preload" && /\sas="(?:script|style)"/i.test(tag);
}

/** The shell that a page becomes when it fails or finds nothing: it has no layout, so it gets the early script here. */
const isBareShell = (tag: string) => tag.includes('id="__next_error__"');

/**
 * Puts `integrity` on every tag of a document that loads a script or a style of the build, and the hash of the list of all
 * on the document itself.
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

/** The same for a `Link` header: a browser takes what it loads ahead only for a tag that says the same of it. */
export function addLinkIntegrity(header: string, integrity: Integrity): string {
  return header.replace(/<([^>?#]+)[^>]*>((?:;[^,<]*)*)/g, (link, path: string, parameters: string) => {
    const hash = /;\s*as="?(?:script|style)\b/.test(parameters) ? integrity.get(path) : undefined;
    return hash === undefined ? link : `${link}; integrity="${hash}"`;
  });
}

/** A tag that is longer than this is none of ours, and is not waited for. */
const TAG_LENGTH_MAX = 4_096;
const OPENING = /<(?:script|link|html)\b/gi;
const OPENINGS = ["<script", "<link", "<html"];

/** Where a tag begins that may go on in the next piece; the end of the text if there is none. */
function openTagAt(text: string): number {
  const opening = new RegExp(OPENING);
  const tag = new RegExp(TAG, "iy");
  for (let found = opening.exec(text); found; found = opening.exec(text)) {
    tag.lastIndex = found.index;
    if (tag.test(text)) opening.lastIndex = tag.lastIndex;
    else if (text.length - found.index <= TAG_LENGTH_MAX) return found.index;
  }
  // The name itself may be cut.
  const at = text.lastIndexOf("<");
  return at >= 0 && OPENINGS.some((name) => name.startsWith(text.slice(at).toLowerCase())) ? at : text.length;
}

/** {@link addIntegrity} for a document that comes in pieces, which may end anywhere, within a tag or a character. */
export interface IntegrityStream {
  /** What can be sent on so far. */
  take(piece: Uint8Array): Buffer;
  /** What was kept back, when no more comes. */
  rest(): Buffer;
}

export function createIntegrityStream(integrity: Integrity): IntegrityStream {
  // One character a byte: nothing is decoded, so nothing can be broken at a seam.
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
