import Link from "next/link";

/** Where the page stands in the shop; the last step is the page itself and no link. */
export function Breadcrumbs({ steps, here }: { steps: readonly { href: string; title: string }[]; here: string }) {
  return (
    <nav aria-label="Breadcrumb" className="text-sm text-muted">
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
