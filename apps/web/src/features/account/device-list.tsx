"use client";

import type { DeviceSession } from "@cartwright/contracts/accounts";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Badge } from "@cartwright/ui/badge";
import { Button } from "@cartwright/ui/button";
import { toast } from "@cartwright/ui/toast";
import type { z } from "zod";
import { api } from "../../trpc/react.tsx";
import { LocalTime } from "../orders/local-time.tsx";
import { PlaceName } from "./place-name.tsx";
import { useErrorMessage } from "../../trpc/use-error-message.ts";

type Device = z.infer<typeof DeviceSession>;

/** The devices that are logged in; each can be logged out. */
export function DeviceList({ initial }: { initial: Device[] }) {
  const t = useTranslations("account");
  const errorMessage = useErrorMessage();
  const utils = api.useUtils();
  const list = api.account.sessions.list.useQuery(undefined, { initialData: initial });
  const settle = {
    onSettled: () => utils.account.sessions.list.invalidate(),
    onError: (error: unknown) => toast(errorMessage(error), { tone: "bad" }),
  };
  const revoke = api.account.sessions.revoke.useMutation(settle);
  const revokeOthers = api.account.sessions.revokeOthers.useMutation(settle);
  const others = list.data.filter((device) => !device.current).length;

  return (
    <div className="grid gap-5">
      <ul className="divide-y divide-line border-y border-line">
        {list.data.map((device) => (
          <li key={device.id} className="flex flex-wrap items-center justify-between gap-3 py-4">
            <div className="grid min-w-0 gap-1 text-sm">
              <p className="flex items-center gap-2 font-medium">
                {device.device}
                {device.current ? <Badge tone="good">{t("devices.current")}</Badge> : null}
              </p>
              <p id={`seen-${device.id}`} className="text-ink-soft">
                <PlaceName place={device.place} /> ·{" "}
                {t.rich("devices.lastSeen", { time: <LocalTime at={device.lastSeenAt} /> })}
              </p>
              <p className="font-mono text-xs break-all text-muted">{device.address}</p>
            </div>
            {device.current ? null : (
              <Button
                variant="secondary"
                size="sm"
                aria-label={t("devices.logOutOf", { device: device.device })}
                aria-describedby={`seen-${device.id}`}
                busy={revoke.isPending && revoke.variables.id === device.id}
                onClick={() => revoke.mutate({ id: device.id })}
              >
                {t("devices.logOut")}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {others === 0 ? null : (
        <Button
          variant="secondary"
          className="justify-self-start"
          busy={revokeOthers.isPending}
          onClick={() => revokeOthers.mutate()}
        >
          {t("devices.logOutOthers")}
        </Button>
      )}
    </div>
  );
}
