"use client";

import { type AdminImport, isImportCancellable } from "@cartwright/contracts/product-imports";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Button } from "@cartwright/ui/button";
import { Checkbox } from "@cartwright/ui/checkbox";
import { Dialog } from "@cartwright/ui/dialog";
import { Notice } from "@cartwright/ui/notice";
import { useState } from "react";
import { fieldsOf } from "../../../trpc/failure.ts";
import { api } from "../../../trpc/react.tsx";
import { useErrorMessage } from "../../../trpc/use-error-message.ts";

/** What can be decided about an import now: to import it, only its valid rows or all, or to cancel it. */
export function ImportDecision({ shown, onChanged }: { shown: AdminImport; onChanged: () => void }) {
  const t = useTranslations("adminImports");
  const errorMessage = useErrorMessage();
  const utils = api.useUtils();
  const [onlyValid, setOnlyValid] = useState(false);
  const [isAsking, setIsAsking] = useState(false);
  const { id: importId, version, state, report, cancelRequested } = shown;
  const whenDone = {
    onSuccess: (changed: AdminImport) => utils.admin.imports.get.setData({ importId }, changed),
    onSettled: onChanged,
  };
  const confirm = api.admin.imports.confirm.useMutation(whenDone);
  const cancel = api.admin.imports.cancel.useMutation(whenDone);
  if (!isImportCancellable(state) || cancelRequested) return null;

  const hasErrors = (report?.errors ?? 0) > 0;
  const mayChoose = state === "checked" && hasErrors && report?.file.purpose === "products";
  const isRunning = state === "checking" || state === "importing";
  const stop = () => {
    setIsAsking(false);
    cancel.mutate({ importId, version });
  };
  const problem = confirm.error ?? cancel.error;
  const fieldProblem = fieldsOf(confirm.error)["onlyValid"];
  return (
    <div className="grid gap-3">
      {problem && fieldProblem === undefined ? (
        <Notice tone="bad" urgent>
          {errorMessage(problem)}
        </Notice>
      ) : null}
      {mayChoose ? (
        <Checkbox
          label={
            <>
              {t("confirm.onlyValid")}
              <span className="block text-muted">{t("confirm.onlyValidHint")}</span>
            </>
          }
          checked={onlyValid}
          error={fieldProblem}
          onChange={(event) => setOnlyValid(event.target.checked)}
        />
      ) : null}
      {state === "checked" && hasErrors && !mayChoose ? <p>{t("confirm.rowsLeftOut")}</p> : null}
      <div className="flex flex-wrap gap-3">
        {state === "checked" ? (
          <Button
            busy={confirm.isPending}
            onClick={() => confirm.mutate({ importId, version, onlyValid: mayChoose && onlyValid })}
          >
            {t("confirm.import")}
          </Button>
        ) : null}
        <Button variant="secondary" busy={cancel.isPending} onClick={() => (isRunning ? setIsAsking(true) : stop())}>
          {t("confirm.cancel")}
        </Button>
      </div>
      <Dialog
        open={isAsking}
        onClose={() => setIsAsking(false)}
        title={t("confirm.cancelTitle")}
        footer={
          <div className="flex flex-wrap justify-end gap-3">
            <Button variant="secondary" onClick={() => setIsAsking(false)}>
              {t("confirm.keep")}
            </Button>
            <Button variant="danger" onClick={stop}>
              {t("confirm.cancel")}
            </Button>
          </div>
        }
      >
        <p>{t("confirm.cancelText")}</p>
      </Dialog>
    </div>
  );
}
