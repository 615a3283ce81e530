"use client";

import { useTranslations } from "@cartwright/messages/use-translations";
import { Button } from "@cartwright/ui/button";
import { BackLink } from "../shell/back-link.tsx";

/** Above a page that is made to be printed; not on paper. */
export function PrintBar({ back }: { back: string }) {
  const t = useTranslations("adminPrint");
  return (
    <div className="flex items-center justify-between gap-4 print:hidden">
      <BackLink href={back} label={t("back")} />
      <Button size="sm" onClick={() => window.print()}>
        {t("print")}
      </Button>
    </div>
  );
}
