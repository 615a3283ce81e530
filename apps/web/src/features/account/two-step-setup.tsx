"use client";

import type { SecondFactorSetup } from "@cartwright/contracts/second-factor";
import { useTranslations } from "@cartwright/messages/use-translations";
import { TextField } from "@cartwright/ui/field";
import { SubmitButton } from "@cartwright/ui/submit-button";
import { type ReactNode, useState } from "react";
import { api } from "../../trpc/react.tsx";
import { FormNotice } from "./form-notice.tsx";
import { ProofForm } from "./proof-form.tsx";
import { textIn, useForm } from "./use-form.ts";

/** Black on white in either scheme: some scanners do not read the reverse. */
function QrCode({ size, path }: SecondFactorSetup["qr"]) {
  const t = useTranslations("account");
  return (
    <svg
      role="img"
      aria-label={t("twoStep.qr")}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
      className="w-full max-w-52 justify-self-center rounded-md border border-line"
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}

/** Opens the authenticator app on this device. The message gives its text. */
function AppLink({ uri, children }: { uri: string; children?: ReactNode }) {
  return (
    <a href={uri} className="link">
      {children}
    </a>
  );
}

/** A key in groups of four, as people type it. */
const inFours = (secret: string) => secret.match(/.{1,4}/g)?.join(" ");

function AppForm({ setup, onCodes }: { setup: SecondFactorSetup; onCodes: (codes: readonly string[]) => void }) {
  const t = useTranslations("account");
  const signIn = useTranslations("signIn");
  const confirm = api.account.secondFactor.confirm.useMutation();
  const form = useForm({
    messages: { code: signIn("invalid.appCode") },
    read: (data) => ({ code: textIn(data, "code") }),
    send: async (input) => onCodes((await confirm.mutateAsync(input)).codes),
  });
  return (
    <form {...form.props} className="grid gap-5" aria-label={t("twoStep.app")}>
      <p className="text-ink-soft">
        {t.rich("twoStep.scan", {
          link: <AppLink uri={setup.uri} />,
        })}
      </p>
      <QrCode {...setup.qr} />
      <p className="text-sm text-muted">
        {t("twoStep.typeKey")}
        <span className="mt-1 block font-mono text-ink select-all">{inFours(setup.secret)}</span>
      </p>
      <FormNotice failure={form.failure} />
      <TextField
        label={signIn("code")}
        name="code"
        inputMode="numeric"
        autoComplete="one-time-code"
        spellCheck={false}
        maxLength={7}
        error={form.errors["code"]}
      />
      <SubmitButton size="sm" busy={form.busy} className="justify-self-end">
        {t("twoStep.turnOn")}
      </SubmitButton>
    </form>
  );
}

interface TwoStepSetupProps {
  /** From another app that is in use already. */
  moving: boolean;
  /** Called when it is on, with the recovery codes. */
  onCodes: (codes: readonly string[]) => void;
}

/** Sets up two-step verification: confirm your identity, scan the key, confirm with a code. */
export function TwoStepSetup({ moving, onCodes }: TwoStepSetupProps) {
  const t = useTranslations("account");
  const begin = api.account.secondFactor.begin.useMutation();
  const [setup, setSetup] = useState<SecondFactorSetup | null>(null);
  if (setup !== null) return <AppForm setup={setup} onCodes={onCodes} />;
  return (
    <ProofForm
      name={t("twoStep.identify")}
      confirm={t("twoStep.continue")}
      withCode={moving}
      onProof={async (proof) => setSetup(await begin.mutateAsync(proof))}
    >
      {moving ? t("twoStep.moveText") : t("twoStep.needApp")}
    </ProofForm>
  );
}
