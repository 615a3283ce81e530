import type { OrderNumber } from "@cartwright/contracts/ids";
import { classNames } from "@cartwright/ui/class-names";
import { Check, CircleDashed, Undo2, X } from "lucide-react";
import type { ReactNode } from "react";
import { JournalTable } from "./journal-table.tsx";
import { Moment } from "../shell/timestamp.tsx";
import { Panel } from "../shell/panel.tsx";
import { ResumeSaga } from "./resume-saga.tsx";
import { StateBadge } from "../shell/state-badge.tsx";
import type { StaffSaga } from "./staff-order.ts";
import { engineWord, formatDuration } from "../shell/words.ts";

/** One saga: its steps, where it stands, and every attempt that was made. */
export function SagaInspector({
  number,
  saga,
  mayResume,
}: {
  number: OrderNumber;
  saga: StaffSaga;
  mayResume: boolean;
}) {
  return (
    <Panel
      title={`${engineWord(saga.kind).label} saga`}
      aside={
        <span className="flex items-center gap-3">
          <span className="text-xs text-muted">v{saga.definitionVersion}</span>
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
        {saga.state === "stuck" && mayResume ? (
          <div>
            <ResumeSaga number={number} sagaId={saga.id} step={saga.step} />
          </div>
        ) : null}
      </div>
      <JournalTable saga={saga} />
    </Panel>
  );
}

type StepStatus = StaffSaga["steps"][number]["status"];

const STEP_LOOK: Readonly<Record<StepStatus, { icon: ReactNode; className: string; word: string }>> = {
  done: { icon: <Check className="size-3.5" />, className: "border-good bg-good-soft text-good", word: "done" },
  running: {
    icon: <span className="size-1.5 animate-pulse-soft rounded-full bg-accent" />,
    className: "border-accent bg-accent-soft text-accent",
    word: "running",
  },
  waiting: { icon: <CircleDashed className="size-3.5" />, className: "border-line text-muted", word: "waiting" },
  failed: { icon: <X className="size-3.5" />, className: "border-bad bg-bad-soft text-bad", word: "failed" },
  undone: { icon: <Undo2 className="size-3.5" />, className: "border-warn bg-warn-soft text-warn", word: "undone" },
};

function Steps({ steps }: { steps: StaffSaga["steps"] }) {
  return (
    <ol aria-label="Steps" className="flex flex-wrap items-center gap-y-2">
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
              {engineWord(step.name).label}
              <span className="sr-only">: {look.word}</span>
            </span>
          </li>
        );
      })}
    </ol>
  );
}

function SagaFigures({ saga }: { saga: StaffSaga }) {
  const tookMs = saga.finishedAt === null ? null : Date.parse(saga.finishedAt) - Date.parse(saga.startedAt);
  const figures: { name: string; value: ReactNode }[] = [
    { name: "Started", value: <Moment at={saga.startedAt} /> },
    { name: tookMs === null ? "Now at" : "Took", value: tookMs === null ? saga.step : formatDuration(tookMs) },
    { name: "Attempts in the journal", value: saga.journal.length },
    { name: "Failed at this step", value: saga.attempts },
    ...(saga.nextAttemptAt === null ? [] : [{ name: "Next check", value: <Moment at={saga.nextAttemptAt} /> }]),
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
