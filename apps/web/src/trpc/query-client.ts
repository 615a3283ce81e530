import { QueryClient } from "@tanstack/react-query";
import { ERROR_CODES } from "@cartwright/contracts/error-codes";
import { reasonOf } from "./failure.ts";

const FRESH_MS = 30_000;
const KEPT_MS = 10 * 60_000;
const TRIES_MAX = 2;

/** One per browser. Reads are tried again only where the code table says that it may help; writes never by themselves. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: FRESH_MS,
        gcTime: KEPT_MS,
        retry: (failures, error) => failures < TRIES_MAX && ERROR_CODES[reasonOf(error)].retry,
      },
      mutations: { retry: false },
    },
  });
}
