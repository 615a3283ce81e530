import { readdir } from "node:fs/promises";
import { INFO_PAGES } from "@cartwright/contracts/info-pages";

/** Values for the dynamic parts of a path, by the folder's name. */
export type PathValues = (folder: string, file: string) => string;

/** One file makes all information pages. */
const ofEachInfoPage = (file: string): string[] => {
  const isInfo = file.includes("/[info]/");
  return isInfo ? INFO_PAGES.map((page) => file.replace("[info]", page)) : [file];
};

/** The path of every page, derived from the files that make them, so that a new page is covered without being listed. */
export async function readPagePaths(valueOf: PathValues): Promise<string[]> {
  const app = new URL("../src/app/", import.meta.url);
  // A page for every other address is the page of an address that does not exist.
  const isPage = (file: string) => /(^|\/)page\.tsx$/.test(file) && !file.includes("[...");
  const files = (await readdir(app, { recursive: true })).filter(isPage).flatMap(ofEachInfoPage);
  const paths = files.map((file) => {
    const folders = file.split("/").slice(0, -1);
    // Groups are not part of a path; the shop's static pages are served without their prefix (edge/).
    const seen = folders.filter((folder) => !folder.startsWith("(") && folder !== "shop" && folder !== "[locale]");
    return `/${seen.map((folder) => (folder.startsWith("[") ? valueOf(folder, file) : folder)).join("/")}`;
  });
  return [...new Set(paths)].toSorted();
}
