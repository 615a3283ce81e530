import { FILE_LIST_PATH, type Integrity, writeFileList } from "../http/integrity.ts";
import type { Handler } from "../http/layer.ts";

/** Serves the list of hashes for files that are loaded later. Its URL contains its own hash, so browsers keep it. */
export function createFileList(integrity: Integrity): Handler {
  const list = writeFileList(integrity);
  const tag = `"${integrity.get(FILE_LIST_PATH) ?? ""}"`;
  return async ({ method, response }) => {
    response.setHeader("ETag", tag);
    response.setHeader("Cache-Control", "public, max-age=31536000, immutable");
    response.setHeader("Content-Type", "application/json; charset=utf-8");
    response.end(method === "HEAD" ? undefined : list);
  };
}
