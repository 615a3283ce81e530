"use client";

import { useTranslations } from "@cartwright/messages/use-translations";
import { TextField } from "@cartwright/ui/field";
import { type Ref, useState } from "react";

/** A two-step verification code: from the app, or a recovery code. */
export function CodeField({ error, ref }: { error: string | undefined; ref?: Ref<HTMLInputElement> }) {
  const t = useTranslations("signIn");
  const [kind, setKind] = useState<"app" | "recovery">("app");
  const fromApp = kind === "app";
  return (
    <div className="grid justify-items-start gap-2">
      <TextField
        // A key, so that text typed for one kind is not kept for the other.
        key={kind}
        label={fromApp ? t("code") : t("recoveryCode")}
        name="code"
        inputMode={fromApp ? "numeric" : "text"}
        autoComplete={fromApp ? "one-time-code" : "off"}
        autoCapitalize={fromApp ? "none" : "characters"}
        spellCheck={false}
        maxLength={fromApp ? 7 : 40}
        hint={fromApp ? t("codeHint") : t("recoveryCodeHint")}
        className="w-full"
        error={error}
        {...(ref === undefined ? {} : { ref })}
      />
      <button type="button" className="link link-alone text-sm" onClick={() => setKind(fromApp ? "recovery" : "app")}>
        {fromApp ? t("useRecoveryCode") : t("useAppCode")}
      </button>
    </div>
  );
}
