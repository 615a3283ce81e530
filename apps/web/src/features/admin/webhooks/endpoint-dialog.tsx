"use client";

import {
  WEBHOOK_DESCRIPTION_MAX,
  WEBHOOK_URL_MAX,
  type WebhookEndpoint,
  WebhookEvent,
  type WebhookWithSecret,
} from "@cartwright/contracts/webhooks";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Checkbox } from "@cartwright/ui/checkbox";
import { TextField } from "@cartwright/ui/field";
import { toast } from "@cartwright/ui/toast";
import { useId, useState } from "react";
import { fieldsOf, reasonOf } from "../../../trpc/failure.ts";
import { api } from "../../../trpc/react.tsx";
import { useErrorMessage } from "../../../trpc/use-error-message.ts";
import { FormDialog } from "../shell/form-dialog.tsx";
import { useWebhookLabels } from "./webhook-labels.ts";

interface EndpointDialogProps {
  /** The endpoint to change, as it is now; null to add one. */
  endpoint: WebhookEndpoint | null;
  onClose: () => void;
  onCreated?: (created: WebhookWithSecret) => void;
  onSaved?: (endpoint: WebhookEndpoint) => void;
}

/** Adds or changes an endpoint. What is refused is said at its field. */
export function EndpointDialog({ endpoint, onClose, onCreated, onSaved }: EndpointDialogProps) {
  const t = useTranslations("adminWebhooks");
  const errorMessage = useErrorMessage();
  const [draft, setDraft] = useState(() => ({
    url: endpoint?.url ?? "",
    description: endpoint?.description ?? "",
    events: endpoint?.events ?? [],
    enabled: endpoint?.enabled ?? true,
  }));
  const [submitted, setSubmitted] = useState(false);
  const create = api.admin.webhooks.create.useMutation({ onSuccess: (created) => onCreated?.(created) });
  const update = api.admin.webhooks.update.useMutation({
    onSuccess(saved) {
      toast(t("form.saved"));
      onSaved?.(saved);
    },
  });
  const failure = create.error ?? update.error;
  const fields = fieldsOf(failure);
  const isStale = reasonOf(failure) === "stale_write";
  const isAtField = fields["url"] !== undefined || fields["description"] !== undefined;
  const refusal = failure && !isAtField ? (isStale ? t("form.changed") : errorMessage(failure)) : null;
  return (
    <FormDialog
      title={endpoint ? t("form.editTitle") : t("form.addTitle")}
      confirm={endpoint ? t("form.save") : t("form.add")}
      busy={create.isPending || update.isPending}
      refusal={refusal}
      onClose={onClose}
      onSubmit={() => {
        setSubmitted(true);
        if (draft.events.length === 0) return;
        if (endpoint) update.mutate({ ...draft, endpointId: endpoint.id, version: endpoint.version });
        else create.mutate(draft);
      }}
    >
      <TextField
        label={t("form.url")}
        hint={t("form.urlHint")}
        error={fields["url"]}
        type="url"
        inputMode="url"
        autoComplete="off"
        maxLength={WEBHOOK_URL_MAX}
        value={draft.url}
        onChange={(event) => setDraft({ ...draft, url: event.target.value })}
      />
      <TextField
        label={t("form.description")}
        optional
        error={fields["description"]}
        autoComplete="off"
        maxLength={WEBHOOK_DESCRIPTION_MAX}
        value={draft.description}
        onChange={(event) => setDraft({ ...draft, description: event.target.value })}
      />
      <EventChoice
        events={draft.events}
        error={submitted && draft.events.length === 0 ? t("form.eventsNeeded") : undefined}
        onChange={(events) => setDraft({ ...draft, events })}
      />
      <Checkbox
        label={t("form.enabled")}
        checked={draft.enabled}
        onChange={(event) => setDraft({ ...draft, enabled: event.target.checked })}
      />
    </FormDialog>
  );
}

interface EventChoiceProps {
  events: readonly WebhookEvent[];
  error: string | undefined;
  onChange: (events: WebhookEvent[]) => void;
}

function EventChoice({ events, error, onChange }: EventChoiceProps) {
  const t = useTranslations("adminWebhooks");
  const labels = useWebhookLabels();
  const errorId = useId();
  return (
    <fieldset aria-describedby={error === undefined ? undefined : errorId}>
      <legend className="pb-1 text-sm font-medium">{t("form.events")}</legend>
      <div className="grid sm:grid-cols-2">
        {WebhookEvent.options.map((event) => (
          <Checkbox
            key={event}
            label={labels.event(event)}
            checked={events.includes(event)}
            onChange={({ target }) =>
              onChange(WebhookEvent.options.filter((each) => (each === event ? target.checked : events.includes(each))))
            }
          />
        ))}
      </div>
      {error === undefined ? null : (
        <p id={errorId} className="text-sm text-bad">
          {error}
        </p>
      )}
    </fieldset>
  );
}
