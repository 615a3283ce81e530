/** Messages between the shop's processes that could not be handled. */
export const adminDeadLetters = {
  title: "Dead letters",
  intro: "Messages between the shop's processes that couldn't be handled. Mend the cause, then replay them.",
  caption: "Dead letters, newest first",
  count: "{count, plural, one {# dead letter} other {# dead letters}}",
  empty: {
    open: "No dead letters. Every message has been handled.",
    other: "No dead letters found.",
  },
  search: "Error, message or order number",
  causes: "Cause",
  allCauses: "All causes",
  cause: "{cause} ({count, number})",
  state: {
    label: "State",
    open: "Open",
    replayed: "Replayed",
    discarded: "Discarded",
  },
  column: {
    select: "Select",
    message: "Message",
    cause: "Cause",
    order: "Order",
    attempts: "Attempts",
    when: "Failed",
  },
  select: "Select {name} of {time}",
  selectAll: "Select all shown",
  selected: "{count, plural, one {# selected} other {# selected}}",
  most: "Select {max, number} at most.",
  details: {
    loading: "Loading…",
    error: "Error",
    payload: "Payload",
    masked: "Personal data was removed or the payload was cut, so it can't be replayed.",
    id: "Message ID",
    saga: "Saga",
    resolved: "{state, select, replayed {Replayed} other {Discarded}}",
    by: "{who}: {reason}",
    someone: "A deleted account",
  },
  replay: {
    open: "Replay…",
    title: "{count, plural, one {Replay # dead letter?} other {Replay # dead letters?}}",
    asking: "Checking what a replay would do…",
    nothing: "None of these can be replayed.",
    confirm: "{count, plural, one {Replay #} other {Replay #}}",
    reasonHint: "What was wrong, and what has been done about it. It's saved in the audit log.",
    done: "{count, plural, one {# dead letter replayed.} other {# dead letters replayed.}}",
  },
  effect: {
    retry_step:
      "{count, plural, one {# order retries} other {# orders retry}} the step it stopped at. Completed steps aren't repeated.",
    send_again: "{count, plural, one {# message is} other {# messages are}} sent again.",
    nothing_left:
      "{count, plural, one {# has} other {# have}} nothing left to do: the order went on without it. It's marked as replayed.",
    not_whole:
      "{count, plural, one {# can't} other {# can't}} be replayed: personal data was removed from the payload, or it was cut.",
    unknown_message:
      "{count, plural, one {# can't} other {# can't}} be replayed: this version of the shop doesn't know the message.",
    invalid_payload: "{count, plural, one {# can't} other {# can't}} be replayed: the payload has the wrong form.",
    order_gone: "{count, plural, one {# can't} other {# can't}} be replayed: its order doesn't exist.",
    order_busy:
      "{count, plural, one {# can't} other {# can't}} be replayed now: something else is in progress for the order. Try again when it has finished.",
    resolved: "{count, plural, one {# was} other {# were}} dealt with before.",
  },
  discard: {
    open: "Discard…",
    title: "{count, plural, one {Discard # dead letter?} other {Discard # dead letters?}}",
    text: "They're not replayed, and stay readable under “Discarded”. You can't undo this.",
    confirm: "Discard",
    done: "{count, plural, one {# dead letter discarded.} other {# dead letters discarded.}}",
  },
} as const;
