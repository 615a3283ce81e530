"use client";

import type { AdminShippingMethod, AdminZone } from "@cartwright/contracts/shipping";
import { useTranslations } from "@cartwright/messages/use-translations";
import { toast } from "@cartwright/ui/toast";
import { api } from "../../../trpc/react.tsx";
import { FormDialog } from "../shell/form-dialog.tsx";
import type { ShippingDialogProps } from "./dialogs.ts";
import { useRefusal } from "../shell/use-refusal.ts";

/** Asks before a zone is deleted. */
export function RemoveZone({ zone, onClose, onSaved, onRefused }: ShippingDialogProps & { zone: AdminZone }) {
  const t = useTranslations("adminShipping");
  const refusal = useRefusal();
  const remove = api.admin.shipping.removeZone.useMutation({
    onSuccess(shipping) {
      toast(t("zoneDialog.removed"));
      onSaved(shipping);
    },
    onError: onRefused,
  });
  return (
    <FormDialog
      title={t("zoneDialog.removeTitle")}
      confirm={t("zone.remove")}
      isDangerous
      busy={remove.isPending}
      refusal={refusal(remove.error)}
      onClose={onClose}
      onSubmit={() => remove.mutate({ zoneId: zone.id, version: zone.version })}
    >
      <p>{t("zoneDialog.removeText", { name: zone.name })}</p>
    </FormDialog>
  );
}

/** Asks before a method is deleted. */
export function RemoveMethod({
  method,
  onClose,
  onSaved,
  onRefused,
}: ShippingDialogProps & { method: AdminShippingMethod }) {
  const t = useTranslations("adminShipping");
  const refusal = useRefusal();
  const remove = api.admin.shipping.archiveMethod.useMutation({
    onSuccess(shipping) {
      toast(t("methodDialog.removed"));
      onSaved(shipping);
    },
    onError: onRefused,
  });
  return (
    <FormDialog
      title={t("methodDialog.removeTitle")}
      confirm={t("methodDialog.removeTitle")}
      isDangerous
      busy={remove.isPending}
      refusal={refusal(remove.error)}
      onClose={onClose}
      onSubmit={() => remove.mutate({ methodId: method.id, version: method.version })}
    >
      <p>{t("methodDialog.removeText", { title: method.title })}</p>
    </FormDialog>
  );
}
