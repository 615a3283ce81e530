"use client";

import { Button } from "@cartwright/ui/button";
import { EmptyState } from "@cartwright/ui/empty-state";
import { type PageError, useErrorReport } from "../../features/shell/use-error-report.ts";

/** A page of the back office that could not be made. The log has the cause, under the request's id. */
export default function AdminError({ error, retry }: { error: PageError; retry: () => void }) {
  useErrorReport(error);
  return (
    <EmptyState
      as="h1"
      title="This page could not be loaded"
      action={
        <Button size="sm" onClick={retry}>
          Try again
        </Button>
      }
    >
      The shop itself keeps running. The cause is in the log.
    </EmptyState>
  );
}
