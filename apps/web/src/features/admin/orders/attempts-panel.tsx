import { useTranslations } from "@cartwright/messages/use-translations";
import Link from "next/link";
import { useCodeLabel } from "../shell/code-label.ts";
import { Panel } from "../shell/panel.tsx";
import { StatusBadge } from "../shell/state-badge.tsx";
import { Timestamp } from "../shell/timestamp.tsx";
import type { StaffOrder } from "./staff-order.ts";

/** The orders that one checkout took, when there was more than one: after a declined payment each try is an order. */
export function AttemptsPanel({ order }: { order: StaffOrder }) {
  const t = useTranslations("adminOrders");
  const label = useCodeLabel();
  if (order.attempts.length < 2) return null;
  return (
    <Panel title={t("attempts.title")} flush>
      <ol>
        {order.attempts.map((attempt) => (
          <li
            key={attempt.number}
            aria-current={attempt.number === order.number ? "true" : undefined}
            className="grid gap-1 border-b border-line px-4 py-2 last:border-b-0 aria-[current]:bg-sunk"
          >
            <div className="flex items-center justify-between gap-3">
              <Link href={`/admin/orders/${attempt.number}`} prefetch={false} className="link link-alone font-mono">
                {attempt.number}
              </Link>
              <StatusBadge status={attempt.status} />
            </div>
            <p className="flex justify-between gap-3 text-xs text-muted">
              <span>{attempt.failure === null ? "" : label("reason", attempt.failure)}</span>
              <Timestamp at={attempt.createdAt} className="figures" />
            </p>
          </li>
        ))}
      </ol>
    </Panel>
  );
}
