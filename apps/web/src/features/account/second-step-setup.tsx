"use client";

import type { SecondFactorSetup } from "@cartwright/contracts/second-factor";
import { TextField } from "@cartwright/ui/field";
import { SubmitButton } from "@cartwright/ui/submit-button";
import { useState } from "react";
import { api } from "../../trpc/react.tsx";
import { FormNotice } from "./form-notice.tsx";
import { ProofForm } from "./proof-form.tsx";
import { textIn, useForm } from "./use-form.ts";

/** Black on white in either scheme: some scanners do not read the reverse. */
function QrCode({ size, path }: SecondFactorSetup["qr"]) {
  return (
    <svg
      role="img"
      aria-label="QR code for your authenticator app"
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
      className="w-full max-w-52 justify-self-center rounded-md border border-line"
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}

/** A secret as people type it. */
const inFours = (secret: string) => secret.match(/.{1,4}/g)?.join(" ");

function AppForm({ setup, onCodes }: { setup: SecondFactorSetup; onCodes: (codes: readonly string[]) => void }) {
  const confirm = api.account.secondFactor.confirm.useMutation();
  const form = useForm({
    sentences: { code: "Enter the six digits that the app shows." },
    read: (data) => ({ code: textIn(data, "code") }),
    send: async (input) => onCodes((await confirm.mutateAsync(input)).codes),
  });
  return (
    <form {...form.props} className="grid gap-5" aria-label="Authenticator app">
      <p className="text-ink-soft">
        Scan this with an authenticator app, or{" "}
        <a href={setup.uri} className="link">
          open the app on this device
        </a>
        .
      </p>
      <QrCode {...setup.qr} />
      <p className="text-sm text-muted">
        If you cannot scan it, type this into the app:
        <span className="mt-1 block font-mono text-ink select-all">{inFours(setup.secret)}</span>
      </p>
      <FormNotice failure={form.failure} />
      <TextField
        label="Code from your app"
        name="code"
        inputMode="numeric"
        autoComplete="one-time-code"
        spellCheck={false}
        maxLength={7}
        error={form.errors["code"]}
      />
      <SubmitButton size="sm" busy={form.busy} className="justify-self-end">
        Turn on
      </SubmitButton>
    </form>
  );
}

interface SecondStepSetupProps {
  /** From another app that is in use. */
  moving: boolean;
  /** The second step is on; these are its recovery codes. */
  onCodes: (codes: readonly string[]) => void;
}

/** The way to a second step: prove who you are, show the app its secret, prove that it has it. */
export function SecondStepSetup({ moving, onCodes }: SecondStepSetupProps) {
  const begin = api.account.secondFactor.begin.useMutation();
  const [setup, setSetup] = useState<SecondFactorSetup | null>(null);
  if (setup !== null) return <AppForm setup={setup} onCodes={onCodes} />;
  return (
    <ProofForm
      name="Prove that it is you"
      confirm="Go on"
      withCode={moving}
      onProof={async (proof) => setSetup(await begin.mutateAsync(proof))}
    >
      {moving
        ? "The app that you have now goes on working until the new one has shown a code."
        : "You need an authenticator app on your phone, or a password manager that has one."}
    </ProofForm>
  );
}
