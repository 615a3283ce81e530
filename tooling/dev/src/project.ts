import path from "node:path";
import { fileURLToPath } from "node:url";

/** The project's root folder. */
export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../../..");

export const inProject = (...parts: string[]) => path.join(ROOT, ...parts);
