"use client";

import { Button } from "@cartwright/ui/button";
import { toast } from "@cartwright/ui/toast";
import { useEffect, useRef } from "react";
import { saveAsFile } from "./save-as-file.ts";

/** New recovery codes, for their owner to keep: they are not shown again. */
export function RecoveryCodeList({ codes, onKept }: { codes: readonly string[]; onKept: () => void }) {
  const part = useRef<HTMLElement>(null);
  // What had the focus is gone, and this is what there is to be read.
  useEffect(() => part.current?.focus(), []);

  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(codes.join("\n"));
      toast("Codes copied.");
    } catch {
      // A browser may forbid it; the codes can be marked and copied by hand.
      toast("Your browser does not let us copy. Select the codes and copy them yourself.", { tone: "bad" });
    }
  }

  return (
    <section ref={part} tabIndex={-1} aria-labelledby="recovery-codes" className="grid gap-4 outline-none">
      <h3 id="recovery-codes" className="text-base">
        Your recovery codes
      </h3>
      <p>
        Each of these lets you in once, without your app. Keep them where you will find them without your phone: they
        are not shown again.
      </p>
      <ol
        className="figures grid gap-x-6 gap-y-1 rounded-md bg-sunk px-4 py-3 font-mono text-sm"
        aria-labelledby="recovery-codes"
      >
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ol>
      <div className="flex flex-wrap gap-3">
        <Button variant="secondary" size="sm" onClick={() => void copy()}>
          Copy
        </Button>
        <Button
          variant="secondary"
          size="sm"
          onClick={() => saveAsFile("cartwright-recovery-codes.txt", `${codes.join("\n")}\n`, "text/plain")}
        >
          Download
        </Button>
        <Button size="sm" className="ml-auto" onClick={onKept}>
          I have kept them
        </Button>
      </div>
    </section>
  );
}
