/** What is wrong with an order, and what staff can do about it. */
export const adminTrouble = {
  title: "Needs attention",
  owed: "{amount} has to be refunded.",
  refund:
    "The automatic refund failed {count, plural, one {once} other {# times}}{known, select, yes { ({reason})} other {}}.",
  step: "“{step}” failed {count, plural, one {once} other {# times}}{known, select, yes { ({reason})} other {}}. The order can't be finished without it.",
  reason: {
    payment_unavailable: "payment provider unavailable",
    payment_timeout: "payment provider not responding",
    internal: "internal error",
  },
  again: "It's tried again <time></time>.",
  waits: "It isn't tried again until someone decides.",
  retry: {
    label: "Retry now",
    title: "Retry this order?",
    done: "The order is being retried.",
    text: "It continues at the step “{step}”. Completed steps aren't repeated, and nothing is paid twice.",
  },
  mark: {
    label: "Mark as refunded by hand",
    title: "Mark {amount} as refunded by hand",
    text: "Use this when you've paid {amount} back in another way, such as a bank transfer. The shop records the refund in the ledger and on the order's timeline, and never asks the payment provider for it again. You can't undo this.",
    reference: "Payment reference",
    referenceHint: "Where the payment is found, such as the bank transfer's reference.",
    referenceMissing: "Enter the payment reference.",
    asking: "Asking the payment provider whether it has made this refund…",
    unmade: "The payment provider confirms that it hasn't made this refund.",
    checked: "I've checked at the payment provider ({provider}) that it hasn't made this refund",
    checkedMissing: "The payment provider doesn't say. Check there first.",
    next: "After that, the order continues with: {steps}.",
    nextUndo: "After that, these steps of the order are undone: {steps}.",
    reasonHint: "The reason is saved in the audit log with the reference.",
    confirm: "Mark as refunded",
    done: "Recorded as refunded by hand.",
  },
} as const;
