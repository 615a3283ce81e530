import type { ApiContext } from "@cartwright/api/context";
import { FileName } from "@cartwright/contracts/downloads";
import { requireStaff } from "@cartwright/core/kernel/actor";
import { AppError } from "@cartwright/core/kernel/app-error";
import { getTranslations } from "@cartwright/messages/get-translations";
import type { CsrfGuard } from "../auth/csrf.ts";
import type { Exchange } from "../http/exchange.ts";
import { limitHeaders } from "../http/limit-headers.ts";
import type { z } from "zod";

export interface UploadOptions {
  readonly api: ApiContext["deps"];
  readonly csrf: CsrfGuard;
  /** The media folder; several web processes share it. */
  readonly root: string;
}

/** The header with a file's name, percent-encoded. */
const NAME_HEADER = "x-file-name";

/** The name of the file that is the body. Throws `invalid_input`. */
export function readFileName({ request }: Pick<Exchange, "request">): string {
  const header = request.headers[NAME_HEADER];
  try {
    const name = FileName.safeParse(decodeURIComponent(typeof header === "string" ? header : ""));
    if (name.success) return name.data;
  } catch {
    // Not percent-encoded; refused like any other name.
  }
  throw new AppError("invalid_input", { message: getTranslations("errorDetails")("fileName") });
}

/** Every check of an upload that comes before the body is read: log-in, permission, CSRF and limit. Throws the error of the response. */
export async function admitUploader({ api, csrf }: Pick<UploadOptions, "api" | "csrf">, exchange: Exchange) {
  const { address } = exchange;
  const actor = requireStaff(await exchange.visitor(), "products:write");
  if ((await csrf.check(exchange)) !== "valid") throw new AppError("csrf_invalid");
  await api.limiter.count("general", { address, actor, onState: limitHeaders(exchange) });
  return actor;
}

/**
 * Every check of an upload for a product or a collection that comes before the body is read. `route` captures its id, which `shape`
 * reads. Throws the error of the response.
 */
export async function admitUpload<Shape extends z.ZodType>(
  options: Pick<UploadOptions, "api" | "csrf">,
  exchange: Exchange,
  { route, shape }: { readonly route: RegExp; readonly shape: Shape },
) {
  const actor = await admitUploader(options, exchange);
  const id = shape.safeParse(route.exec(exchange.path)?.[1]);
  if (!id.success) throw new AppError("not_found");
  return { actor, id: id.data };
}
