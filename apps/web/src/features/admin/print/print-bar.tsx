"use client";

import { useTranslations } from "@cartwright/messages/use-translations";
import { Button } from "@cartwright/ui/button";
import { ChevronLeft } from "lucide-react";
import Link from "next/link";

/** Above a page that is made to be printed; not on paper. */
export function PrintBar({ back }: { back: string }) {
  const t = useTranslations("adminPrint");
  return (
    <div className="flex items-center justify-between gap-4 print:hidden">
      <Link href={back} className="flex min-h-6 items-center gap-1 rounded-sm text-muted hover:text-ink">
        <ChevronLeft aria-hidden="true" className="size-4" />
        {t("back")}
      </Link>
      <Button size="sm" onClick={() => window.print()}>
        {t("print")}
      </Button>
    </div>
  );
}
