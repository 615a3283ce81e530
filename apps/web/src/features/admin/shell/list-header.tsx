import { useTranslations } from "@cartwright/messages/use-translations";
import { buttonClass } from "@cartwright/ui/button-class";
import type { ReactNode } from "react";

interface ListHeaderProps {
  title: string;
  /** Where the list is downloaded as it is filtered now, from `listFilePath`. Absent for a list that is not exported. */
  exportPath?: string;
  /** Other controls beside the title. */
  children?: ReactNode;
}

/** The title of a list, and what can be done with the whole of it. */
export function ListHeader({ title, exportPath, children }: ListHeaderProps) {
  const t = useTranslations("admin");
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
      <h1 className="text-xl">{title}</h1>
      <div className="flex flex-wrap items-center gap-3">
        {exportPath === undefined ? null : (
          <a href={exportPath} download className={buttonClass({ variant: "secondary", size: "sm" })}>
            {t("list.export")}
          </a>
        )}
        {children}
      </div>
    </div>
  );
}
