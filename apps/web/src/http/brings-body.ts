import type { IncomingMessage } from "node:http";

/** Whether a request's headers announce a body. */
export const bringsBody = ({ headers }: Pick<IncomingMessage, "headers">): boolean =>
  headers["transfer-encoding"] !== undefined || (headers["content-length"] ?? "0") !== "0";
