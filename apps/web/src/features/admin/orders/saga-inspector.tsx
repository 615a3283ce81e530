import { useTranslations } from "@cartwright/messages/use-translations";
import { classNames } from "@cartwright/ui/class-names";
import { Check, CircleDashed, Undo2, X } from "lucide-react";
import type { ReactNode } from "react";
import type { OrderNumber } from "@cartwright/contracts/ids";
import { SagaActs } from "./saga-acts.tsx";
import { JournalTable } from "./journal-table.tsx";
import { Timestamp } from "../shell/timestamp.tsx";
import { Panel } from "../shell/panel.tsx";
import { StateBadge } from "../shell/state-badge.tsx";
import type { StaffSaga } from "./staff-order.ts";
import { useCodeLabel } from "../shell/code-label.ts";
import { useDuration } from "../shell/duration.ts";

/** One saga: its steps, its state and all attempts. */
export function SagaInspector({ saga, number, mayAct }: { saga: StaffSaga; number: OrderNumber; mayAct: boolean }) {
  const t = useTranslations("adminOrders");
  const label = useCodeLabel();
  return (
    <Panel
      title={t("saga.title", { kind: label("saga", saga.kind) })}
      aside={
        <span className="flex items-center gap-3">
          <span className="text-xs text-muted">{t("saga.version", { version: saga.definitionVersion })}</span>
          <StateBadge state={saga.state} />
        </span>
      }
      flush
    >
      <div className="grid gap-4 p-4">
        <Steps steps={saga.steps} />
        <SagaFigures saga={saga} />
        {saga.lastError ? (
          <p className="rounded-md bg-bad-soft px-3 py-2 font-mono text-xs break-words text-bad">{saga.lastError}</p>
        ) : null}
        {mayAct && saga.finishedAt === null ? <SagaActs number={number} saga={saga} /> : null}
      </div>
      <JournalTable saga={saga} />
    </Panel>
  );
}

type StepStatus = StaffSaga["steps"][number]["status"];

const STEP_LOOK: Readonly<Record<StepStatus, { icon: ReactNode; className: string }>> = {
  done: { icon: <Check className="size-3.5" />, className: "border-good bg-good-soft text-good" },
  running: {
    icon: <span className="size-1.5 animate-pulse-soft rounded-full bg-accent" />,
    className: "border-accent bg-accent-soft text-accent",
  },
  waiting: { icon: <CircleDashed className="size-3.5" />, className: "border-line text-muted" },
  failed: { icon: <X className="size-3.5" />, className: "border-bad bg-bad-soft text-bad" },
  undone: { icon: <Undo2 className="size-3.5" />, className: "border-warn bg-warn-soft text-warn" },
};

function Steps({ steps }: { steps: StaffSaga["steps"] }) {
  const t = useTranslations("adminOrders");
  const label = useCodeLabel();
  return (
    <ol aria-label={t("saga.steps")} className="flex flex-wrap items-center gap-y-2">
      {steps.map((step, index) => {
        const look = STEP_LOOK[step.status];
        return (
          <li key={step.name} className="flex items-center">
            {index === 0 ? null : <span aria-hidden="true" className="mx-2 h-px w-5 bg-line sm:w-10" />}
            <span
              aria-hidden="true"
              className={classNames("grid size-6 place-items-center rounded-full border", look.className)}
            >
              {look.icon}
            </span>
            <span className="ml-2">
              {label("step", step.name)}
              <span className="sr-only">: {t(`stepState.${step.status}`)}</span>
            </span>
          </li>
        );
      })}
    </ol>
  );
}

function SagaFigures({ saga }: { saga: StaffSaga }) {
  const t = useTranslations("adminOrders");
  const label = useCodeLabel();
  const duration = useDuration();
  const tookMs = saga.finishedAt === null ? null : Date.parse(saga.finishedAt) - Date.parse(saga.startedAt);
  const figures: { name: string; value: ReactNode }[] = [
    { name: t("saga.started"), value: <Timestamp at={saga.startedAt} /> },
    {
      name: tookMs === null ? t("saga.nowAt") : t("saga.took"),
      value: tookMs === null ? label("step", saga.step) : duration(tookMs),
    },
    { name: t("saga.attempts"), value: saga.journal.length },
    { name: t("saga.failures"), value: saga.attempts },
    ...(saga.nextAttemptAt === null
      ? []
      : [{ name: t("saga.nextCheck"), value: <Timestamp at={saga.nextAttemptAt} /> }]),
  ];
  return (
    <dl className="figures flex flex-wrap gap-x-8 gap-y-2">
      {figures.map(({ name, value }) => (
        <div key={name}>
          <dt className="text-xs text-muted">{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
