import type { Dashboard } from "@cartwright/contracts/admin";
import { TriangleAlert } from "lucide-react";
import Link from "next/link";
import { Moment } from "../shell/timestamp.tsx";
import { engineWord } from "../shell/words.ts";

/** What waits for a person. Nothing at all when nothing does. */
export function Attention({ attention }: { attention: Dashboard["attention"] }) {
  const { stuck, letters } = attention;
  if (stuck.length === 0 && letters.length === 0) return null;
  return (
    <section aria-label="Needs attention" className="overflow-hidden rounded-lg border border-bad/40 bg-bad-soft">
      <h2 className="flex items-center gap-2 px-4 pt-3 text-sm text-bad">
        <TriangleAlert aria-hidden="true" className="size-4" />
        Needs attention
      </h2>
      <ul className="px-4 pt-1 pb-3">
        {stuck.map((saga) => (
          <li key={`${saga.number} ${saga.kind}`} className="flex flex-wrap items-baseline gap-x-3 py-1.5">
            <Link
              href={`/admin/orders/${saga.number}`}
              prefetch={false}
              className="link link-alone font-mono font-medium"
            >
              {saga.number}
            </Link>
            <span>
              {engineWord(saga.kind).label} is stuck at <b className="font-medium">{saga.step}</b>
            </span>
            <span className="min-w-0 grow truncate text-ink-soft">{saga.lastError}</span>
            <Moment at={saga.since} className="figures text-xs text-muted" />
          </li>
        ))}
        {letters.map((letter) => (
          <li key={`${letter.queue} ${letter.cause}`} className="flex flex-wrap items-baseline gap-x-3 py-1.5">
            <span className="figures font-medium">
              {letter.count} dead {letter.count === 1 ? "letter" : "letters"}
            </span>
            <span>
              in {letter.queue}: <code className="font-mono text-xs">{letter.cause}</code>
            </span>
            <Moment at={letter.newestAt} className="figures ml-auto text-xs text-muted" />
          </li>
        ))}
      </ul>
    </section>
  );
}
