import { QueryClient } from "@tanstack/react-query";
import { ERROR_CODES } from "@cartwright/contracts/error-codes";
import { reasonOf } from "./failure.ts";

const FRESH_MS = 30_000;
/** On the server a client is gone with its page: a stated time would be a timer that holds all of it until then. */
const KEPT = typeof window === "undefined" ? {} : { gcTime: 10 * 60_000 };
const TRIES_MAX = 2;

/** One per browser, and one per page that is rendered. Reads are tried again only where the code table says that it may help; writes never by themselves. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: FRESH_MS,
        ...KEPT,
        retry: (failures, error) => failures < TRIES_MAX && ERROR_CODES[reasonOf(error)].retry,
      },
      mutations: { retry: false },
    },
  });
}
