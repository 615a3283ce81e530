"use client";

import "./globals.css";
import { Button } from "@cartwright/ui/button";
import { EmptyState } from "@cartwright/ui/empty-state";
import { type PageError, useErrorReport } from "../features/shell/use-error-report.ts";

/** When even the frame around the pages failed. */
export default function GlobalError({ error, retry }: { error: PageError; retry: () => void }) {
  useErrorReport(error);
  return (
    <html lang="en">
      <body>
        <title>That did not work – Cartwright</title>
        <main className="page">
          <EmptyState as="h1" title="That did not work" action={<Button onClick={retry}>Try again</Button>}>
            Something broke on our side. Try again in a moment.
          </EmptyState>
        </main>
      </body>
    </html>
  );
}
