import { ChevronLeft } from "lucide-react";
import Link from "next/link";

/** Leads from one thing to the list that it is in. */
export function BackLink({ href, label }: { href: string; label: string }) {
  return (
    <Link
      href={href}
      className="flex min-h-6 items-center gap-1 justify-self-start rounded-sm text-muted hover:text-ink"
    >
      <ChevronLeft aria-hidden="true" className="size-4" />
      {label}
    </Link>
  );
}
