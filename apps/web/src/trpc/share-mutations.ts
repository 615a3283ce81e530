import type { OperationResultEnvelope, TRPCClientError, TRPCLink } from "@trpc/client";
import type { AnyTRPCRouter } from "@trpc/server";
import { observable, observableToPromise } from "@trpc/server/observable";

/**
 * Sends a mutation once when the same one is asked for again before its response: the second click of a double click comes
 * before a button can show that it is busy. Both get the one response. Inputs are JSON, as everything that the API takes.
 */
export function shareMutations<Router extends AnyTRPCRouter>(): TRPCLink<Router> {
  return () => {
    const running = new Map<string, Promise<OperationResultEnvelope<unknown, TRPCClientError<Router>>>>();
    return ({ op, next }) => {
      if (op.type !== "mutation") return next(op);
      const key = `${op.path} ${JSON.stringify(op.input)}`;
      return observable((observer) => {
        const result = running.get(key) ?? observableToPromise(next(op)).finally(() => running.delete(key));
        running.set(key, result);
        const deliver = async () => {
          observer.next(await result);
          observer.complete();
        };
        deliver().catch((error: TRPCClientError<Router>) => observer.error(error));
      });
    };
  };
}
