"use client";

import { documentPdfPath } from "@cartwright/contracts/document-text";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Button } from "@cartwright/ui/button";
import { buttonClass } from "@cartwright/ui/button-class";
import { ArrowLeft } from "lucide-react";
import Link from "next/link";

interface DocumentBarProps {
  order: string;
  document: string;
  back: string;
}

/** Above a document; not on paper. */
export function DocumentBar({ order, document, back }: DocumentBarProps) {
  const t = useTranslations("invoices");
  return (
    <div className="flex flex-wrap items-center justify-between gap-3 print:hidden">
      <Link href={back} prefetch={false} className="link-alone inline-flex min-h-9 items-center gap-1.5 text-sm">
        <ArrowLeft aria-hidden="true" className="size-4" />
        {t("back")}
      </Link>
      <div className="flex flex-wrap gap-2">
        <Button size="sm" variant="secondary" onClick={() => window.print()}>
          {t("print")}
        </Button>
        <a href={documentPdfPath(order, document)} download className={buttonClass({ size: "sm" })}>
          {t("download")}
        </a>
      </div>
    </div>
  );
}
