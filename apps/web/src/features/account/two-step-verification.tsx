"use client";

import type { SecondFactorStatus } from "@cartwright/contracts/second-factor";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Badge } from "@cartwright/ui/badge";
import { Button } from "@cartwright/ui/button";
import { Dialog } from "@cartwright/ui/dialog";
import { Notice } from "@cartwright/ui/notice";
import { toast } from "@cartwright/ui/toast";
import { useState } from "react";
import { api } from "../../trpc/react.tsx";
import { LocalTime } from "../orders/local-time.tsx";
import { UnverifiedEmail } from "./unverified-email.tsx";
import { ProofForm } from "./proof-form.tsx";
import { RecoveryCodeList } from "./recovery-codes.tsx";
import { TwoStepSetup } from "./two-step-setup.tsx";

type Action = "setup" | "codes" | "off";

function RenewCodes({ onCodes }: { onCodes: (codes: readonly string[]) => void }) {
  const t = useTranslations("account");
  const renew = api.account.secondFactor.renewRecoveryCodes.useMutation();
  return (
    <ProofForm
      name={t("twoStep.newCodes")}
      confirm={t("twoStep.newCodesConfirm")}
      withCode
      onProof={async ({ password, code = "" }) => onCodes((await renew.mutateAsync({ password, code })).codes)}
    >
      {t("twoStep.newCodesText")}
    </ProofForm>
  );
}

function TurnOff({ onDone }: { onDone: () => void }) {
  const t = useTranslations("account");
  const disable = api.account.secondFactor.disable.useMutation();
  return (
    <ProofForm
      name={t("twoStep.turnOffName")}
      confirm={t("twoStep.turnOff")}
      danger
      withCode
      onProof={async ({ password, code = "" }) => {
        await disable.mutateAsync({ password, code });
        toast(t("twoStep.turnedOff"));
        onDone();
      }}
    >
      {t("twoStep.turnOffText")}
    </ProofForm>
  );
}

const TITLES = { setup: "twoStep.setUpTitle", codes: "twoStep.newCodesTitle", off: "twoStep.turnOffTitle" } as const;

/** Whether it is on, and since when. */
function State({ status }: { status: SecondFactorStatus }) {
  const t = useTranslations("account");
  const { enabledAt } = status;
  if (enabledAt === null) {
    return (
      <>
        {status.required ? <Notice tone="warn">{t("twoStep.required")}</Notice> : null}
        <p className="text-ink-soft">{t("twoStep.explain")}</p>
      </>
    );
  }
  return (
    <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <Badge tone="good">{t("twoStep.on")}</Badge>
      <span>
        {t.rich("twoStep.state", {
          time: <LocalTime at={enabledAt} />,
          count: status.recoveryCodesLeft,
        })}
      </span>
    </p>
  );
}

interface ChoicesProps {
  status: SecondFactorStatus;
  isEmailVerified: boolean;
  onAction: (action: Action) => void;
}

function Choices({ status, isEmailVerified, onAction }: ChoicesProps) {
  const t = useTranslations("account");
  if (status.enabledAt === null && !isEmailVerified) {
    return <UnverifiedEmail>{t("unverified.twoStep")}</UnverifiedEmail>;
  }
  if (status.enabledAt === null) {
    return (
      <Button className="justify-self-start" onClick={() => onAction("setup")}>
        {t("twoStep.setUp")}
      </Button>
    );
  }
  return (
    <div className="flex flex-wrap gap-3">
      <Button variant="secondary" onClick={() => onAction("setup")}>
        {t("twoStep.move")}
      </Button>
      <Button variant="secondary" onClick={() => onAction("codes")}>
        {t("twoStep.newCodes")}
      </Button>
      {status.required ? null : (
        <Button variant="danger" onClick={() => onAction("off")}>
          {t("twoStep.turnOff")}
        </Button>
      )}
    </div>
  );
}

/** Two-step verification: whether it is on, and what its owner can do. It needs a confirmed email address. */
export function TwoStepVerification({
  initial,
  isEmailVerified,
}: {
  initial: SecondFactorStatus;
  isEmailVerified: boolean;
}) {
  const t = useTranslations("account");
  const utils = api.useUtils();
  const { data: status } = api.account.secondFactor.status.useQuery(undefined, { initialData: initial });
  const [action, setAction] = useState<Action | null>(null);
  /** Shown on the page and not in the dialog, which a stray click would close: they are shown only once. */
  const [codes, setCodes] = useState<readonly string[] | null>(null);

  function showCodes(fresh: readonly string[]): void {
    setCodes(fresh);
    settle();
  }
  function settle(): void {
    setAction(null);
    void utils.account.secondFactor.status.invalidate();
    void utils.account.sessions.list.invalidate();
  }
  function finish(): void {
    setCodes(null);
    // Their role was suspended until now: a full page load, with a new socket, uses it again.
    if (initial.required && initial.enabledAt === null) window.location.assign("/admin");
  }

  return (
    <div className="grid max-w-xl gap-5">
      <State status={status} />
      {codes === null ? (
        <Choices status={status} isEmailVerified={isEmailVerified} onAction={setAction} />
      ) : (
        <RecoveryCodeList codes={codes} onKept={finish} />
      )}
      <Dialog open={action !== null} onClose={() => setAction(null)} title={action === null ? "" : t(TITLES[action])}>
        {action === "setup" ? <TwoStepSetup moving={status.enabledAt !== null} onCodes={showCodes} /> : null}
        {action === "codes" ? <RenewCodes onCodes={showCodes} /> : null}
        {action === "off" ? <TurnOff onDone={settle} /> : null}
      </Dialog>
    </div>
  );
}
