"use client";

import { Button } from "@cartwright/ui/button";
import { toast } from "@cartwright/ui/toast";
import { useMutation } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { ReasonDialog } from "./reason-dialog.tsx";
import { useErrorMessage } from "../../../trpc/use-error-message.ts";

interface ActionButtonProps {
  label: string;
  title: string;
  confirm: string;
  harmless?: boolean;
  /** What will happen. */
  children: ReactNode;
  /** The toast after success. */
  done: string;
  act: (reason: string) => Promise<unknown>;
  /** After the action, whether it succeeded or not. */
  onSettled?: () => void;
}

/**
 * An action that needs a reason: a button, a dialog that asks for it, and a toast when it is done. A refusal is shown in the dialog,
 * which stays, so that the action can be tried again.
 */
export function ActionButton({ label, title, confirm, harmless, children, done, act, onSettled }: ActionButtonProps) {
  const errorMessage = useErrorMessage();
  const [asking, setAsking] = useState(false);
  /** A new key clears the dialog. After a refusal the text stays. */
  const [round, setRound] = useState(0);
  const run = useMutation({
    mutationFn: act,
    onSuccess: () => {
      setAsking(false);
      setRound((count) => count + 1);
      toast(done);
    },
    // It may have been closed meanwhile, and a refusal must be seen.
    onError: () => setAsking(true),
    onSettled: () => onSettled?.(),
  });
  const close = () => {
    setAsking(false);
    if (!run.isPending) run.reset();
  };
  return (
    <>
      <Button variant="secondary" size="sm" onClick={() => setAsking(true)}>
        {label}
      </Button>
      <ReasonDialog
        key={round}
        title={title}
        confirm={confirm}
        harmless={harmless ?? false}
        open={asking}
        busy={run.isPending}
        refusal={run.error ? errorMessage(run.error) : null}
        onClose={close}
        onConfirm={(reason) => run.mutate(reason)}
      >
        {children}
      </ReasonDialog>
    </>
  );
}
