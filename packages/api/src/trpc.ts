import { ERROR_CODES } from "@cartwright/contracts/error-codes";
import type { Permission } from "@cartwright/contracts/permissions";
import { isAllStorable } from "@cartwright/contracts/text";
import { requireStaff } from "@cartwright/core/kernel/actor";
import { AppError, isAppError } from "@cartwright/core/kernel/app-error";
import { describeIssue } from "@cartwright/core/kernel/describe-issue";
import { errorMessage } from "@cartwright/core/kernel/error-message";
import { inSpan, isTraced } from "@cartwright/observability/spans";
import { initTRPC, TRPCError } from "@trpc/server";
import { z, ZodError } from "zod";
import type { ApiContext, LimitName } from "./context.ts";
import { isFault, reasonOf, toTrpcError } from "./to-trpc-error.ts";

// What a person reads about a wrong field comes from the message files, not from zod.
z.config({ localeError: describeIssue });

/** Every procedure declares its access and its rate limit. A test walks the router and refuses one that does not. */
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
        message: isAppError(cause) ? cause.message : errorMessage(reason),
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

/** Each call is a span in the trace of its request. A refusal is a normal response; only an error marks the span. */
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

/** Use cases throw AppError; callers get the code from the table. Every error passes here, so nothing internal gets out. */
const mapErrors = t.middleware(async ({ next }) => {
  const result = await next();
  if (result.ok) return result;
  const original = result.error.cause ?? result.error;
  const wasInput = result.error.code === "BAD_REQUEST" && original instanceof ZodError;
  const outputBroken = result.error.message === "Output validation failed";
  if (outputBroken)
    throw new TRPCError({
      code: "INTERNAL_SERVER_ERROR",
      message: errorMessage("internal"),
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

/**
 * NUL and lone surrogates pass most schemas but no query. Refused once for every procedure, including calls from pages, and
 * after it is clear who calls: someone who may not call learns nothing about inputs.
 */
const refuseBrokenText = t.middleware(async ({ getRawInput, next }) => {
  if (!isAllStorable(await getRawInput())) throw new AppError("invalid_input");
  return next();
});

const base = t.procedure.use(traceCall).use(mapErrors).use(guardCsrf).use(countCall);

/** Anyone. Reading counts against the generous catalogue limit unless another is named. */
export const publicQuery = (limit: ProcedureMeta["limit"] = "catalog") =>
  base.meta({ access: "public", limit }).use(refuseBrokenText);
/** Anyone who proves that the request comes from our pages. */
export const publicMutation = (limit: ProcedureMeta["limit"] = "general") =>
  base.meta({ access: "public", limit }).use(refuseBrokenText);

const requireUser = t.middleware(({ ctx, next }) => {
  if (ctx.actor.kind !== "user") throw new AppError("sign_in_required");
  return next({ ctx: { ...ctx, actor: ctx.actor } });
});

/** A signed-in person; `ctx.actor` is narrowed to a user. */
export const memberQuery = () =>
  base.meta({ access: "member", limit: "catalog" }).use(requireUser).use(refuseBrokenText);
export const memberMutation = (limit: ProcedureMeta["limit"] = "general") =>
  base.meta({ access: "member", limit }).use(requireUser).use(refuseBrokenText);

/** Staff with one permission, and no one else. */
export const staffProcedure = (permission: Permission) =>
  base
    .meta({ access: permission, limit: "none" })
    .use(({ ctx, next }) => next({ ctx: { ...ctx, actor: requireStaff(ctx.actor, permission) } }))
    .use(refuseBrokenText);

/** The worker's own calls. No caller over HTTP can be the system. */
export const systemProcedure = base
  .meta({ access: "system", limit: "none" })
  .use(({ ctx, next }) => {
    if (ctx.actor.kind !== "system") throw new AppError("not_found");
    return next();
  })
  .use(refuseBrokenText);

/** For procedures without a result. */
export const Nothing = z.null();

/** For procedures without input. Without a schema the library would accept anything. */
export const NoInput = z.strictObject({}).nullish();
