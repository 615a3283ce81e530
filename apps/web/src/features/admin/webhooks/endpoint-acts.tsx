"use client";

import { WEBHOOK_OVERLAP_HOURS, type WebhookEndpoint } from "@cartwright/contracts/webhooks";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Button } from "@cartwright/ui/button";
import { toast } from "@cartwright/ui/toast";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { api } from "../../../trpc/react.tsx";
import { useErrorMessage } from "../../../trpc/use-error-message.ts";
import { ConfirmButton } from "./confirm-button.tsx";
import { EndpointDialog } from "./endpoint-dialog.tsx";
import { SecretDialog } from "./secret-dialog.tsx";

/** What can be done with an endpoint. */
export function EndpointActs({ endpoint }: { endpoint: WebhookEndpoint }) {
  const t = useTranslations("adminWebhooks");
  const errorMessage = useErrorMessage();
  const router = useRouter();
  const utils = api.useUtils();
  const [isEditing, setEditing] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);
  const at = { endpointId: endpoint.id, version: endpoint.version };
  const show = (next: WebhookEndpoint) => utils.admin.webhooks.get.setData({ endpointId: next.id }, next);
  const sendTest = api.admin.webhooks.sendTest.useMutation({
    async onSuccess() {
      toast(t("testSent"));
      await utils.admin.webhooks.deliveries.invalidate();
    },
    onError: (error) => toast(errorMessage(error), { tone: "bad" }),
  });
  const rotate = api.admin.webhooks.rotateSecret.useMutation();
  const remove = api.admin.webhooks.remove.useMutation();
  return (
    <div className="flex flex-wrap gap-2">
      <Button
        size="sm"
        busy={sendTest.isPending}
        disabled={!endpoint.enabled}
        title={endpoint.enabled ? undefined : t("testDisabled")}
        onClick={() => sendTest.mutate({ endpointId: endpoint.id })}
      >
        {t("test")}
      </Button>
      <Button variant="secondary" size="sm" onClick={() => setEditing(true)}>
        {t("edit")}
      </Button>
      <ConfirmButton
        act="rotate"
        text={t("rotate.text", { hours: WEBHOOK_OVERLAP_HOURS })}
        isDangerous={false}
        busy={rotate.isPending}
        refusal={rotate.error ? errorMessage(rotate.error) : null}
        onConfirm={(close) =>
          rotate.mutate(at, {
            onSuccess(rotated) {
              close();
              show(rotated.endpoint);
              setSecret(rotated.secret);
            },
          })
        }
      />
      <ConfirmButton
        act="remove"
        text={t("remove.text")}
        isDangerous
        busy={remove.isPending}
        refusal={remove.error ? errorMessage(remove.error) : null}
        onConfirm={() =>
          remove.mutate(at, {
            onSuccess() {
              toast(t("remove.done"));
              router.push("/admin/webhooks");
            },
          })
        }
      />
      {isEditing ? (
        <EndpointDialog
          endpoint={endpoint}
          onClose={() => setEditing(false)}
          onSaved={(saved) => {
            setEditing(false);
            show(saved);
          }}
        />
      ) : null}
      {secret === null ? null : <SecretDialog secret={secret} isRotated onClose={() => setSecret(null)} />}
    </div>
  );
}
