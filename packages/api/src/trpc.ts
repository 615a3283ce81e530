import { ERROR_CODES } from "@cartwright/contracts/error-codes";
import { holds, type Permission } from "@cartwright/contracts/permissions";
import { isStorable } from "@cartwright/contracts/text";
import { mayAct } from "@cartwright/core/kernel/actor";
import { AppError, isAppError } from "@cartwright/core/kernel/app-error";
import { inSpan, isTraced } from "@cartwright/observability/spans";
import { initTRPC, TRPCError } from "@trpc/server";
import { z, ZodError } from "zod";
import type { ApiContext, LimitName } from "./context.ts";
import { isFault, reasonOf, toTrpcError } from "./to-trpc-error.ts";

/** Every procedure says who may call it and which budget pays. A test walks the router and refuses one that does not. */
export interface ProcedureMeta {
  readonly access: "public" | "member" | "system" | Permission;
  readonly limit: LimitName | "none";
}

const t = initTRPC
  .context<ApiContext>()
  .meta<ProcedureMeta>()
  .create({
    isDev: false,
    errorFormatter({ shape, error, ctx }) {
      const reason = reasonOf(error);
      const cause = error.cause;
      const fields = isAppError(cause)
        ? cause.fields
        : cause instanceof ZodError
          ? Object.fromEntries(cause.issues.slice(0, 50).map((issue) => [issue.path.join("."), issue.message]))
          : undefined;
      return {
        code: shape.code,
        message: isAppError(cause) ? cause.message : ERROR_CODES[reason].message,
        data: {
          code: ERROR_CODES[reason].code,
          httpStatus: shape.data.httpStatus,
          reason,
          path: shape.data.path,
          requestId: ctx?.requestId ?? null,
          fields: fields ?? null,
          retryAfterSeconds: isAppError(cause) ? (cause.retryAfterSeconds ?? null) : null,
        },
      };
    },
  });

export const router = t.router;
export const createCallerFactory = t.createCallerFactory;

/** Each call is a span of the trace that its request belongs to. A refusal is an answer; only a fault marks the span. */
const traceCall = t.middleware(({ path, type, next }) => {
  if (!isTraced()) return next();
  const attributes = { "rpc.system.name": "trpc", "rpc.method": path, "trpc.type": type };
  return inSpan(`trpc ${path}`, { attributes }, async (span) => {
    const result = await next();
    if (result.ok) return result;
    const reason = reasonOf(result.error);
    span.set({ "error.type": reason });
    if (isFault(reason)) span.end(result.error.cause ?? result.error);
    return result;
  });
});

/** Use cases throw AppError; callers get the table's code. Everything passes here, so nothing raw gets out. */
const mapErrors = t.middleware(async ({ next }) => {
  const result = await next();
  if (result.ok) return result;
  const original = result.error.cause ?? result.error;
  const wasInput = result.error.code === "BAD_REQUEST" && original instanceof ZodError;
  const outputBroken = result.error.message === "Output validation failed";
  if (outputBroken)
    throw new TRPCError({
      code: "INTERNAL_SERVER_ERROR",
      message: ERROR_CODES.internal.message,
      cause: new Error("output does not match its contract", { cause: original }),
    });
  if (wasInput) throw result.error;
  throw toTrpcError(original);
});

const countCall = t.middleware(async ({ ctx, meta, next }) => {
  if (meta && meta.limit !== "none")
    await ctx.deps.limiter.count(meta.limit, {
      address: ctx.address,
      actor: ctx.actor,
      ...(ctx.onLimit ? { onState: ctx.onLimit } : {}),
    });
  return next();
});

const guardCsrf = t.middleware(({ ctx, type, next }) => {
  if (type === "mutation" && ctx.csrf === "invalid") throw new AppError("csrf_invalid");
  return next();
});

/** Whether every text in a value, at any depth, can be kept as it is. The edge has bounded the depth. */
function isAllStorable(value: unknown): boolean {
  if (typeof value === "string") return isStorable(value);
  if (typeof value !== "object" || value === null) return true;
  return Object.entries(value).every(([key, part]) => isStorable(key) && isAllStorable(part));
}

/** NUL and halves of surrogate pairs pass most schemas and no query. Refused once for every procedure, pages' calls included. */
const refuseBrokenText = t.middleware(async ({ getRawInput, next }) => {
  if (!isAllStorable(await getRawInput())) throw new AppError("invalid_input");
  return next();
});

const base = t.procedure.use(traceCall).use(mapErrors).use(guardCsrf).use(countCall).use(refuseBrokenText);

/** Anybody; reading costs the generous catalogue budget unless another is named. */
export const publicQuery = (limit: ProcedureMeta["limit"] = "catalog") => base.meta({ access: "public", limit });
/** Anybody who proves the request is from our pages. */
export const publicMutation = (limit: ProcedureMeta["limit"] = "general") => base.meta({ access: "public", limit });

const requireUser = t.middleware(({ ctx, next }) => {
  if (ctx.actor.kind !== "user") throw new AppError("sign_in_required");
  return next({ ctx: { ...ctx, actor: ctx.actor } });
});

/** A signed-in person; `ctx.actor` is narrowed to a user. */
export const memberQuery = () => base.meta({ access: "member", limit: "catalog" }).use(requireUser);
export const memberMutation = (limit: ProcedureMeta["limit"] = "general") =>
  base.meta({ access: "member", limit }).use(requireUser);

/** Staff with one permission; nobody else, whoever he is. */
export const staffProcedure = (permission: Permission) =>
  base.meta({ access: permission, limit: "none" }).use(({ ctx, next }) => {
    if (ctx.actor.kind !== "user") throw new AppError("sign_in_required");
    if (!mayAct(ctx.actor, permission))
      // Only whoever would be let in is told what is missing.
      throw new AppError(holds(ctx.actor.role, permission) ? "second_factor_enrolment_required" : "forbidden");
    return next({ ctx: { ...ctx, actor: ctx.actor } });
  });

/** The worker's own calls. Over HTTP there is no way to be the system. */
export const systemProcedure = base.meta({ access: "system", limit: "none" }).use(({ ctx, next }) => {
  if (ctx.actor.kind !== "system") throw new AppError("not_found");
  return next();
});

/** For procedures without an answer. */
export const Nothing = z.null();

/** For procedures that take no input. Without a schema the library would let anything pass. */
export const NoInput = z.strictObject({}).nullish();
