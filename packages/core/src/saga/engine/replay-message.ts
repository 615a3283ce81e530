import type { ReplayEffect } from "@cartwright/contracts/dead-letters";
import { EVENTS, JOBS, SAGA_COMMANDS, type EventName, type JobName } from "@cartwright/contracts/messages";
import type { Tx } from "@cartwright/db/transaction";
import { appendToOutbox, type OutboxMessage } from "../../outbox/append-to-outbox.ts";
import { definitionOf, directionOf, type SagaRegistry } from "./definition.ts";
import { isOpen, type Saga } from "./saga.ts";
import { forgetRetries, lockSagas, lockUnfinishedSaga } from "./sagas.sql.ts";
import { resumeStuckSagas } from "./wake-sagas.ts";

/** A message that was given up, as its dead letter has it. */
export interface KeptMessage {
  readonly name: string;
  readonly payload: unknown;
  readonly isWhole: boolean;
  readonly isOpen: boolean;
}

/** What a replay would do, decided under the lock of the message's saga; and how to do it. */
export interface Replay {
  readonly effect: ReplayEffect;
  /** Acts in the caller's transaction. Does nothing where nothing is left to do. Call `deps.nudgeRelay()` after the commit. */
  readonly act: () => Promise<void>;
}

const isJob = (name: string): name is JobName => Object.hasOwn(JOBS, name);
const isEvent = (name: string): name is EventName => Object.hasOwn(EVENTS, name);
const nothing = async () => undefined;

/** The message again, as a new one. The shop's code may have learned its form since. */
function messageOf({ name, payload }: KeptMessage): OutboxMessage | "unknown_message" | "invalid_payload" {
  const schema = isJob(name) ? JOBS[name] : isEvent(name) ? EVENTS[name] : null;
  if (schema === null) return "unknown_message";
  const parsed = schema.safeParse(payload);
  if (!parsed.success) return "invalid_payload";
  const key = "orderId" in parsed.data ? parsed.data.orderId : name;
  return { name, payload: parsed.data, key } as OutboxMessage; // the schema of this name has parsed it
}

/** The saga of a command, locked. Busy: it is stuck, and another saga of its order is running, which only one may. */
async function lockSagaOf(tx: Tx, message: OutboxMessage): Promise<Saga | "no saga" | "order_gone" | "order_busy"> {
  if (!Object.hasOwn(SAGA_COMMANDS, message.name) || !("sagaId" in message.payload)) return "no saga";
  const { sagaId, orderId } = message.payload;
  const unfinished = await lockUnfinishedSaga(tx, orderId);
  const [saga] = await lockSagas(tx, [sagaId]);
  if (saga?.orderId !== orderId) return "order_gone";
  return saga.state === "stuck" && unfinished?.id !== saga.id && isOpen(unfinished?.state ?? "stuck")
    ? "order_busy"
    : saga;
}

/** Whether a saga still waits for this command, be it stuck or not. */
function waitsFor(registry: SagaRegistry, saga: Saga, command: string): boolean {
  if (!isOpen(saga.state) && saga.state !== "stuck") return false;
  const state = saga.state === "stuck" ? (saga.data.resumeAs ?? "compensating") : saga.state;
  return directionOf(definitionOf(registry, saga), { ...saga, state })?.command === command;
}

/**
 * Decides what replaying a message does. A command of a stuck saga makes the saga retry its step, and one that its saga no longer
 * waits for does nothing: the saga's own row says what runs, so that a replay cannot repeat a step. Locks the saga.
 */
export async function prepareReplay(tx: Tx, registry: SagaRegistry, kept: KeptMessage): Promise<Replay> {
  if (!kept.isOpen) return { effect: "resolved", act: nothing };
  if (!kept.isWhole) return { effect: "not_whole", act: nothing };
  const message = messageOf(kept);
  if (typeof message === "string") return { effect: message, act: nothing };
  const send = () => appendToOutbox(tx, [message]);
  const saga = await lockSagaOf(tx, message);
  if (saga === "no saga") return { effect: "send_again", act: send };
  if (typeof saga === "string") return { effect: saga, act: nothing };
  if (!waitsFor(registry, saga, message.name)) return { effect: "nothing_left", act: nothing };
  if (saga.state !== "stuck") return { effect: "send_again", act: send };
  return {
    effect: "retry_step",
    async act() {
      await forgetRetries(tx, saga.id);
      await resumeStuckSagas(tx, registry, [saga]);
    },
  };
}
