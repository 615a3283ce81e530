"use client";

import { toast } from "@cartwright/ui/toast";
import { useIsReady } from "@cartwright/ui/use-is-ready";
import { useEffect, useState } from "react";
import { listenToTabs } from "../realtime/tab-channel.ts";
import { logOut } from "./session-calls.ts";
import { FormFailure } from "./use-form.ts";

/**
 * "Log out" for a page of someone who is logged in: `leave` ends the session and opens `next`, or says why it could not. When
 * another tab logs in or out, this one reloads.
 */
export function useLogOut(next: string, failed: string) {
  const isReady = useIsReady();
  const [leaving, setLeaving] = useState(false);

  useEffect(
    () =>
      listenToTabs((message) => {
        if (message === "session") window.location.reload();
      }),
    [],
  );

  async function leave(): Promise<void> {
    setLeaving(true);
    try {
      await logOut();
      window.location.assign(next);
    } catch (error) {
      setLeaving(false);
      toast((error instanceof FormFailure && error.text) || failed, { tone: "bad" });
    }
  }

  return { leave, disabled: leaving || !isReady };
}
