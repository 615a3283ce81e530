import type { ApiContext } from "@cartwright/api/context";
import { reasonOf } from "@cartwright/api/to-trpc-error";
import { isAppError } from "@cartwright/core/kernel/app-error";
import { findTicketFile } from "@cartwright/core/orders/start-download";
import type { Handler } from "../../http/layer.ts";
import { limitHeaders } from "../../http/limit-headers.ts";
import { sendError } from "../../http/send-error.ts";
import { sendStored, storedPath } from "./stored-files.ts";

export const DOWNLOAD_PREFIX = "/api/downloads/";

/** Sends the file of a started download, as an attachment that nothing keeps. An old or unknown path is `not_found`. */
export function createDownloads({ api, root }: { readonly api: ApiContext["deps"]; readonly root: string }): Handler {
  return async (exchange) => {
    const { address, path, response } = exchange;
    try {
      await api.limiter.count("general", {
        address,
        actor: { kind: "guest", guestHash: null },
        onState: limitHeaders(exchange),
      });
      const file = await findTicketFile(api, path.slice(DOWNLOAD_PREFIX.length));
      if (file) {
        const path = storedPath(root, file.storageKey);
        if (await sendStored(response, { path, name: file.name })) return;
      }
      sendError(exchange, { reason: "not_found" });
    } catch (error) {
      if (!isAppError(error)) throw error;
      const { message, retryAfterSeconds } = error;
      sendError(exchange, { reason: reasonOf(error), message, retryAfterSeconds });
    }
  };
}
