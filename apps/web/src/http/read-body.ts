import { isUtf8 } from "node:buffer";
import type { IncomingMessage } from "node:http";
import { AppError } from "@cartwright/core/kernel/app-error";
import { getTranslations } from "@cartwright/messages/get-translations";

/** Most bytes of a request's body, whatever its route. */
export const BODY_BYTES_MAX = 65_536;
/** Most levels of a JSON body. */
export const JSON_DEPTH_MAX = 12;

/** Reads the whole body. Above the limit, throws `too_large` at once and reads no further. */
export async function readBody(request: IncomingMessage, bytesMax: number = BODY_BYTES_MAX): Promise<Buffer> {
  if (Number(request.headers["content-length"] ?? 0) > bytesMax) throw new AppError("too_large");
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const settle = (error: Error | null) => {
      request.off("data", onData).off("end", onEnd).off("error", onError).off("close", onClose);
      if (error) reject(error);
      else resolve(chunks.length === 1 ? (chunks[0] ?? Buffer.alloc(0)) : Buffer.concat(chunks, size));
    };
    const onData = (chunk: Buffer) => {
      size += chunk.length;
      if (size > bytesMax) {
        request.pause();
        settle(new AppError("too_large"));
      } else chunks.push(chunk);
    };
    const onEnd = () => settle(null);
    const onError = (error: Error) => settle(new AppError("invalid_input", { cause: error }));
    const onClose = () =>
      settle(new AppError("invalid_input", { message: getTranslations("requestErrors")("incomplete") }));
    request.on("data", onData).on("end", onEnd).on("error", onError).on("close", onClose);
  });
}

/** The same as text. Throws `invalid_input` for bytes that are not UTF-8; a lenient decoder would replace them. */
export async function readText(request: IncomingMessage, bytesMax: number = BODY_BYTES_MAX): Promise<string> {
  const body = await readBody(request, bytesMax);
  if (!isUtf8(body)) throw new AppError("invalid_input");
  return body.toString("utf8");
}

/** Whether a JSON text is nested deeper than {@link JSON_DEPTH_MAX}. One pass over the text, before it is parsed. */
export function isTooDeep(json: string, depthMax: number = JSON_DEPTH_MAX): boolean {
  let depth = 0;
  let inString = false;
  for (let index = 0; index < json.length; index += 1) {
    const code = json.charCodeAt(index);
    if (inString) {
      if (code === 92) index += 1;
      else if (code === 34) inString = false;
    } else if (code === 34) inString = true;
    else if (code === 123 || code === 91) {
      depth += 1;
      if (depth > depthMax) return true;
    } else if (code === 125 || code === 93) depth -= 1;
  }
  return false;
}

/** The media type of a request in lower case, without parameters. Empty if the charset is anything but UTF-8. */
export function mediaType(request: IncomingMessage): string {
  const [type = "", ...parameters] = (request.headers["content-type"] ?? "").toLowerCase().split(";");
  const isReadable = parameters.every((parameter) => {
    const [name = "", value = ""] = parameter.split("=", 2);
    return name.trim() !== "charset" || value.trim().replace(/^"(.*)"$/, "$1") === "utf-8";
  });
  return isReadable ? type.trim() : "";
}
