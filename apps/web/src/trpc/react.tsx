"use client";

import type { AppRouter } from "@cartwright/api/root";
import { CSRF_HEADER } from "@cartwright/contracts/cookies";
import { QueryClientProvider } from "@tanstack/react-query";
import { httpBatchLink, retryLink } from "@trpc/client";
import { createTRPCReact } from "@trpc/react-query";
import { type ReactNode, useState } from "react";
import { csrfToken, forgetCsrfToken } from "./csrf.ts";
import { reasonOf } from "./failure.ts";
import { createQueryClient } from "./query-client.ts";
import { shareMutations } from "./share-mutations.ts";
import { newTraceparent } from "./traceparent.ts";

export const api = createTRPCReact<AppRouter>();

const BATCH_MAX = 10;
/** Longer batches are split: the edge refuses very long URLs. */
const URL_LENGTH_MAX = 4000;

function createClient() {
  return api.createClient({
    links: [
      shareMutations(),
      retryLink({
        // A token may have outlived its session (log-in in another tab): one more try with a new one, and no further.
        retry: ({ op, error, attempts }) => {
          if (op.type !== "mutation" || attempts > 1 || reasonOf(error) !== "csrf_invalid") return false;
          forgetCsrfToken();
          return true;
        },
      }),
      httpBatchLink({
        url: "/api/trpc",
        maxItems: BATCH_MAX,
        maxURLLength: URL_LENGTH_MAX,
        headers: async ({ opList }) =>
          opList.some((op) => op.type === "mutation")
            ? { [CSRF_HEADER]: await csrfToken(), traceparent: newTraceparent() }
            : {},
      }),
    ],
  });
}

/** What client components need around them: the query cache and the typed API over it. */
export function Providers({ children }: { children: ReactNode }) {
  const [queryClient] = useState(createQueryClient);
  const [client] = useState(createClient);
  return (
    <api.Provider client={client} queryClient={queryClient}>
      <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>
    </api.Provider>
  );
}
