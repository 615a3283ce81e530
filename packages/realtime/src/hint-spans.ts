import type { OrderNumber } from "@cartwright/contracts/ids";
import type { OrderEvent, OrderHint } from "@cartwright/contracts/rooms";
import { isSampled, type OpenSpan, openSpan } from "@cartwright/observability/spans";

/** The spans of hints that are being processed: from a hint's arrival until its order's events were sent. */
export interface HintSpans {
  readonly open: (hint: OrderHint) => void;
  /** Runs the read for these orders in the first of their traces that is recorded. */
  readonly run: <T>(numbers: readonly OrderNumber[], work: () => Promise<T>) => Promise<T>;
  /** Sends an event in its own span, and propagates the trace. */
  readonly push: (event: OrderEvent, send: (event: OrderEvent) => void) => void;
  readonly end: (numbers: readonly OrderNumber[], error?: unknown) => void;
}

export function createHintSpans(): HintSpans {
  const spans = new Map<OrderNumber, OpenSpan>();

  function end(number: OrderNumber, error?: unknown): void {
    spans.get(number)?.end(error);
    spans.delete(number);
  }

  return {
    open({ number, traceparent }) {
      if (!isSampled(traceparent)) return;
      // An earlier hint of this order is still waiting: one read will serve both.
      end(number);
      spans.set(number, openSpan("realtime hint", { kind: "consumer", traceparent }));
    },
    run(numbers, work) {
      const number = spans.size === 0 ? undefined : numbers.find((candidate) => spans.has(candidate));
      const span = number && spans.get(number);
      return span ? span.run(work) : work();
    },
    push(event, send) {
      const hint = spans.get(event.number);
      if (!hint) {
        send(event);
        return;
      }
      const attributes = { "order.event.type": event.type, "order.event.seq": event.seq };
      const push = hint.run(() => openSpan("socket push", { kind: "producer", attributes }));
      send(isSampled(push.traceparent) ? { ...event, traceparent: push.traceparent } : event);
      push.end();
    },
    end(numbers, error) {
      for (const number of numbers) end(number, error);
    },
  };
}
