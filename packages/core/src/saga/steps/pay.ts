import type { Tx } from "@cartwright/db/transaction";
import type { ChargeOutcome, PaymentGateways } from "../../kernel/payment-gateway.ts";
import { derivedId } from "../../payments/ledger.ts";
import { openPayments } from "../../payments/open-payments.ts";
import type { Payment } from "../../payments/payment.ts";
import { isOpen } from "../../payments/payment-state.ts";
import { readPaymentsOfOrders } from "../../payments/read-payments.ts";
import { recordOutcomes } from "../../payments/record-outcomes.ts";
import { cancelCharge, lookUpCharge, requestCharge } from "../../payments/request-charge.ts";
import {
  type Answered,
  type Begun,
  type Member,
  remoteAction,
  type SagaStep,
  type StepResult,
  type StepResults,
} from "../definition.ts";
import {
  askRefund,
  beginRefund,
  type Failure,
  failureOf,
  recordRefunds,
  type RefundAnswer,
  type RefundQuestion,
} from "./give-back.ts";
import { holdLeftMs, refusal, resultOf } from "./payment-result.ts";

/** What the provider is asked about a charge: to make it, what became of it, or to end it. */
interface ChargeQuestion {
  readonly kind: "charge" | "find" | "cancel";
  readonly payment: Payment;
  /** Whether a charge may have existed before this question. */
  readonly mayExist: boolean;
}

type ChargeAnswer =
  | { readonly kind: "outcome"; readonly outcome: ChargeOutcome }
  | { readonly kind: "failure"; readonly failure: Failure };

/** Opens the payments (or finds them as they stand) and decides for each what is to be asked. */
async function begin(tx: Tx, members: readonly Member[]): Promise<Map<Member["saga"]["id"], Begun<ChargeQuestion>>> {
  const payments = await openPayments(
    tx,
    members.map(({ saga, order }) => {
      if (!saga.data.payment) throw new Error(`saga ${saga.id} knows no means of payment`);
      return {
        orderId: order.id,
        orderNumber: order.number,
        sagaId: saga.id,
        ...saga.data.payment,
        amountMinor: order.totalMinor,
        currency: order.currency,
        traceparent: saga.traceparent,
      };
    }),
  );
  const begun = new Map<Member["saga"]["id"], Begun<ChargeQuestion>>();
  const given: Payment[] = [];
  members.forEach((member, index) => {
    const payment = payments[index];
    if (!payment) return;
    const mayExist = member.saga.data.chargeMayExist ?? false;
    if (!isOpen(payment.state)) {
      begun.set(member.saga.id, { kind: "settled", result: resultOf(member, payment, payment) });
    } else if (holdLeftMs(member) <= 0 && payment.state === "intent" && !mayExist) {
      given.push(payment);
      begun.set(member.saga.id, { kind: "settled", result: refusal("payment_expired") });
    } else {
      const kind = holdLeftMs(member) <= 0 ? "cancel" : payment.state === "intent" ? "charge" : "find";
      begun.set(member.saga.id, { kind: "ask", question: { kind, payment, mayExist }, data: { chargeMayExist: true } });
    }
  });
  // Nobody was ever asked about these: they end here and now.
  await recordOutcomes(tx, given.map(voidedUnseen));
  return begun;
}

const voidedUnseen = (payment: Payment) => ({
  paymentId: payment.id,
  outcome: { kind: "voided", providerRef: null } as const,
});

async function ask(gateways: PaymentGateways, question: ChargeQuestion): Promise<ChargeAnswer> {
  const { payment, kind } = question;
  try {
    if (kind === "cancel") return { kind: "outcome", outcome: await cancelCharge(gateways, payment) };
    const found = kind === "find" ? await lookUpCharge(gateways, payment) : null;
    // A provider that never saw the charge is asked for it, with the key it would have had.
    return { kind: "outcome", outcome: found ?? (await requestCharge(gateways, payment)) };
  } catch (error) {
    return { kind: "failure", failure: failureOf(error) };
  }
}

/** An unanswered question leaves the charge open: the provider may have made it. */
function outcomeOf(answer: ChargeAnswer): ChargeOutcome | null {
  if (answer.kind === "outcome") return answer.outcome;
  return answer.failure.reason === "payment_timeout" ? { kind: "pending", providerRef: null } : null;
}

async function record(tx: Tx, answers: readonly Answered<ChargeQuestion, ChargeAnswer>[]): Promise<StepResults> {
  const outcomes = answers.flatMap(({ question, answer }) => {
    const outcome = outcomeOf(answer);
    return outcome ? [{ paymentId: question.payment.id, outcome }] : [];
  });
  const recorded = new Map((await recordOutcomes(tx, outcomes)).map(({ payment }) => [payment.id, payment]));
  return new Map(
    answers.map(({ member, question, answer }): [Member["saga"]["id"], StepResult] => {
      const payment = recorded.get(question.payment.id);
      if (payment) return [member.saga.id, resultOf(member, payment, question.payment)];
      const failure = answer.kind === "failure" ? answer.failure : { reason: "internal" as const, error: "no outcome" };
      // Refused service means that nothing was charged now; what may have been before stays open.
      const data = failure.reason === "payment_unavailable" ? { data: { chargeMayExist: question.mayExist } } : {};
      return [member.saga.id, { kind: "retry", ...failure, ...data }];
    }),
  );
}

type UndoQuestion = ChargeQuestion | RefundQuestion;
type UndoAnswer = ChargeAnswer | RefundAnswer;

/** Gives back what was taken and ends what might still be taken. */
async function beginUndo(tx: Tx, members: readonly Member[]): Promise<Map<Member["saga"]["id"], Begun<UndoQuestion>>> {
  const payments = await readPaymentsOfOrders(
    tx,
    members.map(({ order }) => order.id),
  );
  const unseen: Payment[] = [];
  const begun = new Map<Member["saga"]["id"], Begun<UndoQuestion>>();
  for (const { saga, order } of members) {
    const payment = payments.get(order.id);
    const mayExist = saga.data.chargeMayExist ?? false;
    if (payment?.state === "captured" || payment?.state === "partially_refunded") {
      const intent = { key: derivedId("saga refund", saga.id), reason: saga.failure ?? "order cancelled" };
      begun.set(saga.id, await beginRefund(tx, payment, intent));
    } else if (payment && isOpen(payment.state) && (payment.state !== "intent" || mayExist)) {
      begun.set(saga.id, { kind: "ask", question: { kind: "cancel", payment, mayExist } });
    } else {
      if (payment?.state === "intent") unseen.push(payment);
      begun.set(saga.id, { kind: "settled", result: { kind: "done" } });
    }
  }
  await recordOutcomes(tx, unseen.map(voidedUnseen));
  return begun;
}

async function recordUndo(tx: Tx, answers: readonly Answered<UndoQuestion, UndoAnswer>[]): Promise<StepResults> {
  const results: StepResults = new Map();
  for (const { member, question, answer, stale } of answers) {
    if (question.kind === "refund" && answer.kind === "refund") {
      const { result } = await recordRefunds(tx, { member, question, answer, stale });
      results.set(member.saga.id, result);
    } else if (question.kind !== "refund" && answer.kind !== "refund") {
      results.set(member.saga.id, await recordCancel(tx, question, answer));
    }
  }
  return results;
}

/** A charge that turns out to be captured is refunded by the next run of this same undo. */
async function recordCancel(tx: Tx, question: ChargeQuestion, answer: ChargeAnswer): Promise<StepResult> {
  if (answer.kind === "failure") return { kind: "retry", ...answer.failure };
  const [recorded] = await recordOutcomes(tx, [{ paymentId: question.payment.id, outcome: answer.outcome }]);
  const state = recorded?.payment.state ?? "unknown";
  if (state === "captured") return { kind: "again" };
  if (isOpen(state)) return { kind: "retry", reason: "payment_timeout", error: `the charge is still ${state}` };
  return { kind: "done" };
}

/** Take the money. Its undo gives it back, or makes sure that it is never taken. */
export const payStep: SagaStep = {
  name: "pay",
  do: { command: "payment.process", action: remoteAction({ begin, ask, record }) },
  undo: {
    command: "payment.refund",
    action: remoteAction<UndoQuestion, UndoAnswer>({
      begin: beginUndo,
      ask: (gateways, question) =>
        question.kind === "refund" ? askRefund(gateways, question) : ask(gateways, question),
      record: recordUndo,
    }),
  },
  spent: { type: "payment.failed", message: "The payment service could not be reached. We have stopped trying." },
};
