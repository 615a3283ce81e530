"use client";

import { useTranslations } from "@cartwright/messages/use-translations";
import { UiLabelsProvider } from "@cartwright/ui/labels";
import { type ReactNode, useMemo } from "react";

/** Gives the controls of the ui package their words. */
export function UiLabels({ children }: { children: ReactNode }) {
  const t = useTranslations("common");
  const labels = useMemo(
    () => ({
      close: t("close"),
      dismiss: t("dismiss"),
      increase: t("quantity.increase"),
      decrease: t("quantity.decrease"),
      loadMore: t("loadMore"),
      optional: t("optional"),
      colourScheme: t("colourScheme.label"),
      system: t("colourScheme.system"),
      light: t("colourScheme.light"),
      dark: t("colourScheme.dark"),
    }),
    [t],
  );
  return <UiLabelsProvider labels={labels}>{children}</UiLabelsProvider>;
}
