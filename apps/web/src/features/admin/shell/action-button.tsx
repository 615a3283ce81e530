"use client";

import { Button } from "@cartwright/ui/button";
import { toast } from "@cartwright/ui/toast";
import { useMutation } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { messageOf } from "../../../trpc/failure.ts";
import { ReasonDialog } from "./reason-dialog.tsx";

interface ActButtonProps {
  label: string;
  title: string;
  confirm: string;
  harmless?: boolean;
  /** What will happen. */
  children: ReactNode;
  /** What is said when it has. */
  done: string;
  act: (reason: string) => Promise<unknown>;
  /** After the act, whatever came of it. */
  onSettled?: () => void;
}

/** Something that staff do and say why: a button, a question with a reason, and a word about how it went. */
export function ActButton({ label, title, confirm, harmless, children, done, act, onSettled }: ActButtonProps) {
  const [asking, setAsking] = useState(false);
  /** A new key empties the dialog. After a failure what was typed stays. */
  const [round, setRound] = useState(0);
  const run = useMutation({
    mutationFn: act,
    onSuccess: () => {
      setRound((count) => count + 1);
      toast(done);
    },
    onError: (error) => toast(messageOf(error), { tone: "bad" }),
    onSettled: () => {
      setAsking(false);
      onSettled?.();
    },
  });
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
        onClose={() => setAsking(false)}
        onConfirm={(reason) => run.mutate(reason)}
      >
        {children}
      </ReasonDialog>
    </>
  );
}
