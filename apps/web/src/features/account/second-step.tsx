"use client";

import type { SecondFactorStatus } from "@cartwright/contracts/second-factor";
import { Badge } from "@cartwright/ui/badge";
import { Button } from "@cartwright/ui/button";
import { Dialog } from "@cartwright/ui/dialog";
import { Notice } from "@cartwright/ui/notice";
import { toast } from "@cartwright/ui/toast";
import { useState } from "react";
import { api } from "../../trpc/react.tsx";
import { LocalTime } from "../orders/local-time.tsx";
import { AddressUnproven } from "./address-unproven.tsx";
import { ProofForm } from "./proof-form.tsx";
import { RecoveryCodeList } from "./recovery-codes.tsx";
import { SecondStepSetup } from "./second-step-setup.tsx";

type Act = "setup" | "codes" | "off";

function RenewCodes({ onCodes }: { onCodes: (codes: readonly string[]) => void }) {
  const renew = api.account.secondFactor.renewRecoveryCodes.useMutation();
  return (
    <ProofForm
      name="New recovery codes"
      confirm="Make new codes"
      withCode
      onProof={async ({ password, code = "" }) => onCodes((await renew.mutateAsync({ password, code })).codes)}
    >
      The codes that you have now work no more then.
    </ProofForm>
  );
}

function TurnOff({ onDone }: { onDone: () => void }) {
  const disable = api.account.secondFactor.disable.useMutation();
  return (
    <ProofForm
      name="Turn off the second step"
      confirm="Turn off"
      danger
      withCode
      onProof={async ({ password, code = "" }) => {
        await disable.mutateAsync({ password, code });
        toast("The second step is off.");
        onDone();
      }}
    >
      Your password alone will let you in then, and anybody else who has it.
    </ProofForm>
  );
}

const TITLES: Readonly<Record<Act, string>> = {
  setup: "Set up a second step",
  codes: "New recovery codes",
  off: "Turn off the second step?",
};

/** Whether it is on, in words. */
function State({ status }: { status: SecondFactorStatus }) {
  if (status.enabledAt === null) {
    return (
      <>
        {status.required ? (
          <Notice tone="warn">The shop asks everybody who works here for a second step. Set yours up to go on.</Notice>
        ) : null}
        <p className="text-ink-soft">
          With a second step, whoever has your password still needs a code from the app on your phone.
        </p>
      </>
    );
  }
  return (
    <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <Badge tone="good">On</Badge>
      <span>
        since <LocalTime at={status.enabledAt} />, with {status.recoveryCodesLeft} of 10 recovery codes left
      </span>
    </p>
  );
}

interface ChoicesProps {
  status: SecondFactorStatus;
  isProven: boolean;
  onAct: (act: Act) => void;
}

function Choices({ status, isProven, onAct }: ChoicesProps) {
  if (status.enabledAt === null && !isProven) {
    return <AddressUnproven>Confirm your e-mail address first.</AddressUnproven>;
  }
  if (status.enabledAt === null) {
    return (
      <Button className="justify-self-start" onClick={() => onAct("setup")}>
        Set up
      </Button>
    );
  }
  return (
    <div className="flex flex-wrap gap-3">
      <Button variant="secondary" onClick={() => onAct("setup")}>
        Move to another app
      </Button>
      <Button variant="secondary" onClick={() => onAct("codes")}>
        New recovery codes
      </Button>
      {status.required ? null : (
        <Button variant="danger" onClick={() => onAct("off")}>
          Turn off
        </Button>
      )}
    </div>
  );
}

/** The second step at log-in: whether it is on, and everything that its owner may do about it. It needs a proven address. */
export function SecondStep({ initial, isProven }: { initial: SecondFactorStatus; isProven: boolean }) {
  const utils = api.useUtils();
  const { data: status } = api.account.secondFactor.status.useQuery(undefined, { initialData: initial });
  const [act, setAct] = useState<Act | null>(null);
  /** Shown on the page and not in the dialog, which a stray click closes: they come only once. */
  const [codes, setCodes] = useState<readonly string[] | null>(null);

  function keep(fresh: readonly string[]): void {
    setCodes(fresh);
    settle();
  }
  function settle(): void {
    setAct(null);
    void utils.account.secondFactor.status.invalidate();
    void utils.account.sessions.list.invalidate();
  }
  function goOn(): void {
    setCodes(null);
    // His role rested until now: a whole new page, and a new socket, know that it does no more.
    if (initial.required && initial.enabledAt === null) window.location.assign("/admin");
  }

  return (
    <div className="grid max-w-xl gap-5">
      <State status={status} />
      {codes === null ? (
        <Choices status={status} isProven={isProven} onAct={setAct} />
      ) : (
        <RecoveryCodeList codes={codes} onKept={goOn} />
      )}
      <Dialog open={act !== null} onClose={() => setAct(null)} title={act === null ? "" : TITLES[act]}>
        {act === "setup" ? <SecondStepSetup moving={status.enabledAt !== null} onCodes={keep} /> : null}
        {act === "codes" ? <RenewCodes onCodes={keep} /> : null}
        {act === "off" ? <TurnOff onDone={settle} /> : null}
      </Dialog>
    </div>
  );
}
