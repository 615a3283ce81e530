import type { ApiContext } from "@cartwright/api/context";
import { requireStaff } from "@cartwright/core/kernel/actor";
import { AppError } from "@cartwright/core/kernel/app-error";
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

/**
 * Every check of an upload for a product or a collection that comes before the body is read. `route` captures its id, which `shape`
 * reads. Throws the error of the response.
 */
export async function admitUpload<Shape extends z.ZodType>(
  { api, csrf }: Pick<UploadOptions, "api" | "csrf">,
  exchange: Exchange,
  { route, shape }: { readonly route: RegExp; readonly shape: Shape },
) {
  const { address, path } = exchange;
  const visitor = requireStaff(await exchange.visitor(), "products:write");
  if ((await csrf.check(exchange)) !== "valid") throw new AppError("csrf_invalid");
  await api.limiter.count("general", { address, actor: visitor, onState: limitHeaders(exchange) });
  const id = shape.safeParse(route.exec(path)?.[1]);
  if (!id.success) throw new AppError("not_found");
  return { actor: visitor, id: id.data };
}
