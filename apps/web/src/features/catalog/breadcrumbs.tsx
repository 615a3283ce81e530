import { useTranslations } from "@cartwright/messages/use-translations";
import Link from "next/link";

/** The path to the page; the last step is the page itself and not a link. */
export function Breadcrumbs({ steps, here }: { steps: readonly { href: string; title: string }[]; here: string }) {
  const t = useTranslations("shop");
  return (
    <nav aria-label={t("breadcrumb")} className="text-sm text-muted">
      <ol className="flex flex-wrap items-center gap-x-2">
        {steps.map((step) => (
          <li key={step.href} className="flex items-center gap-x-2">
            <Link href={step.href} className="py-1.5 hover:text-ink">
              {step.title}
            </Link>
            <span aria-hidden="true">/</span>
          </li>
        ))}
        <li aria-current="page" className="truncate text-ink-soft">
          {here}
        </li>
      </ol>
    </nav>
  );
}
