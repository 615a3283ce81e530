"use client";

import { TextField } from "@cartwright/ui/field";
import { type Ref, useState } from "react";

/** A code of the second step as a person may have it: from his app, or from his list. */
export function CodeField({ error, ref }: { error: string | undefined; ref?: Ref<HTMLInputElement> }) {
  const [kind, setKind] = useState<"app" | "recovery">("app");
  const fromApp = kind === "app";
  return (
    <div className="grid justify-items-start gap-2">
      <TextField
        // Another field, so that what was typed into the one does not stand in the other.
        key={kind}
        label={fromApp ? "Code from your app" : "Recovery code"}
        name="code"
        inputMode={fromApp ? "numeric" : "text"}
        autoComplete={fromApp ? "one-time-code" : "off"}
        autoCapitalize={fromApp ? "none" : "characters"}
        spellCheck={false}
        maxLength={fromApp ? 7 : 40}
        hint={fromApp ? "Six digits, new every half minute." : "One of the ten that you kept. It works once."}
        className="w-full"
        error={error}
        {...(ref === undefined ? {} : { ref })}
      />
      <button type="button" className="link link-alone text-sm" onClick={() => setKind(fromApp ? "recovery" : "app")}>
        {fromApp ? "Use a recovery code" : "Use a code from the app"}
      </button>
    </div>
  );
}
