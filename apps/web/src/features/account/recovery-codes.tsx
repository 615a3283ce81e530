"use client";

import { useTranslations } from "@cartwright/messages/use-translations";
import { Button } from "@cartwright/ui/button";
import { toast } from "@cartwright/ui/toast";
import { useEffect, useRef } from "react";
import { saveAsFile } from "./save-as-file.ts";

/** New recovery codes. They are shown only once. */
export function RecoveryCodeList({ codes, onKept }: { codes: readonly string[]; onKept: () => void }) {
  const t = useTranslations("account");
  const part = useRef<HTMLElement>(null);
  // The element that had the focus is gone.
  useEffect(() => part.current?.focus(), []);

  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(codes.join("\n"));
      toast(t("recovery.copied"));
    } catch {
      // The browser may refuse; the codes can still be selected and copied by hand.
      toast(t("recovery.copyFailed"), { tone: "bad" });
    }
  }

  return (
    <section ref={part} tabIndex={-1} aria-labelledby="recovery-codes" className="grid gap-4 outline-none">
      <h3 id="recovery-codes" className="text-base">
        {t("recovery.title")}
      </h3>
      <p>{t("recovery.text")}</p>
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
          {t("recovery.copy")}
        </Button>
        <Button
          variant="secondary"
          size="sm"
          onClick={() => saveAsFile("cartwright-recovery-codes.txt", `${codes.join("\n")}\n`, "text/plain")}
        >
          {t("recovery.download")}
        </Button>
        <Button size="sm" className="ml-auto" onClick={onKept}>
          {t("recovery.kept")}
        </Button>
      </div>
    </section>
  );
}
