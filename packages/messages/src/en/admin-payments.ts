/** The shop's books: the ledger, and where they differ from orders and payment providers. */
export const adminPayments = {
  title: "Payments",
  intro:
    "Orders, payments and the ledger are compared with the payment provider's own record all the time. What doesn't agree is listed here.",
  run: {
    never: "The books haven't been compared from end to end yet.",
    finished: "Last compared from end to end <time></time>: {count, plural, one {# payment} other {# payments}}.",
    checked: "Last look <time></time>.",
    running: "A comparison is running.",
  },
  reconcile: {
    label: "Check now",
    title: "Check the books now?",
    text: "Compares the newest 100 payments, and all that differ, with the payment provider. Nothing is changed. It takes up to ten seconds.",
    done: "Books checked.",
  },
  caption: "Differences, newest first",
  count: "{count, plural, one {# difference} other {# differences}}",
  empty: {
    open: "The books agree. There's nothing to repair.",
    other: "No differences found.",
  },
  state: {
    label: "State",
    open: "Open",
    resolved: "Resolved",
  },
  kinds: "Kind",
  allKinds: "All kinds",
  kind: "{kind} ({count, number})",
  finding: {
    paid_without_order: "Paid without an order",
    order_without_payment: "Order without a payment",
    amount_mismatch: "Amounts differ",
    refund_drift: "Refunds differ",
    provider_disagrees: "Provider disagrees",
    webhook_mismatch: "Webhook contradicts",
    webhook_unmatched: "Unknown charge",
    stuck: "Stuck",
  },
  column: {
    finding: "Difference",
    order: "Order",
    found: "Found",
    resolved: "Resolved",
    action: "Repair",
  },
  fact: {
    order_missing: "The shop holds {ours} for an order that doesn't exist.",
    order_cancelled: "The shop holds {ours} for a cancelled order.",
    payment_missing: "The order counts as paid with {ours}, but there's no payment.",
    payment_not_taken: "The order counts as paid with {ours}, but the payment wasn't taken: it's {state}.",
    payment_open: "A payment of {ours} has been undecided since {since}.",
    refund_open: "A refund of {ours} has been waiting since {since}.",
    total_differs: "The order comes to {ours}, its payment to {theirs}.",
    ledger_charge_differs: "The payment took {ours}, the ledger has {theirs}.",
    ledger_refund_differs: "The payment gave back {ours}, the ledger has {theirs}.",
    provider_charge_differs: "The payment took {ours}, the provider says {theirs}.",
    provider_refund_differs: "We've refunded {ours} through the provider. The provider says {theirs}.",
    order_refund_differs: "The order says {ours} was refunded, its payment says {theirs}.",
    captured_there: "The provider took {theirs}. Here, the payment is {state}.",
    not_captured_there: "We've recorded {ours} as taken. At the provider, the charge is {state}.",
    webhook_amount: "A signed webhook said {theirs} instead of {ours}. It wasn't applied.",
    webhook_other: "A signed webhook named another charge. It wasn't applied.",
    webhook_unmatched: "A signed webhook reported a charge of {theirs} for an order we don't have: {state}.",
    paid_back_twice: "{ours} was paid back by hand, and by the provider as well.",
    unknown: "The details are updated with the next comparison.",
  },
  paymentState: {
    intent: "not sent yet",
    unknown: "undecided",
    pending: "undecided",
    requires_action: "waiting for the customer",
    declined: "declined",
    voided: "cancelled",
    missing: "not there",
    captured: "taken",
    other: "in another state",
  },
  started: "Repair started <time></time>",
  repair: {
    label: "Repair…",
    labelOf: "Repair {order}: {finding}",
    title: "Repair {order}",
    wrong: "What's wrong",
    does: "What the repair does",
    asking: "Asking the payment provider…",
    confirm: "Repair",
    reasonHint: "What happened, if you know. It's saved in the audit log.",
    done: "Repaired. The books agree.",
    under_way: "Repair started. It's finished once the payment provider has answered.",
    nothing: "There was nothing left to repair.",
  },
  effect: {
    refund_rest: "Refunds {amount} to the customer through {provider}.",
    refund_overpaid: "Refunds {amount}, the part that was paid too much, through {provider}. The order stays as it is.",
    record_charge: "Records the {amount} that {provider} took, in the payment and in the ledger.",
    record_and_refund: "Records the {amount} that {provider} took, and refunds it: the order was given up.",
    end_charge:
      "Cancels the charge at {provider}, so that it can no longer be taken. If it was taken meanwhile, it's recorded.",
    retry_saga: "Tries the order's next step again now. {amount} is waiting for it.",
    start_refund: "Sends the refund of {amount} that was waiting through {provider}.",
    book_missing: "Books the missing {amount} in the ledger. No money moves.",
    record_refund:
      "Records the refund of {amount} that was made at {provider}, on the order and in the ledger. No money moves.",
    send_refund:
      "Asks {provider} again for the refund of {amount} it doesn't have. It's sent once, however often you ask.",
    align_order: "Adds the {amount} that was refunded to the order. No money moves.",
    cancel_order:
      "Cancels the order and returns its stock: nobody has paid for it. Check first that the payment provider has no charge for it.",
    confirm_record:
      "The provider's own record agrees with ours. Marks the webhook as checked, and keeps it as evidence.",
    mark_checked:
      "Marks the webhook as checked. Look the charge up at the payment provider first, and refund it there if a customer paid it.",
    nothing_left: "There's nothing left to repair. It's removed from the list with the next comparison.",
  },
  byHand: {
    underpaid:
      "Less was paid than the order comes to, so this can't be repaired here. Ask the customer for the rest, or refund and cancel the order.",
    charge_differs:
      "The provider took another amount than was agreed, so this can't be repaired here. Check the charge at the provider and write to them.",
    no_charge_there:
      "The provider has no such money, so this can't be repaired here. Hold the goods back, and check the charge at the provider.",
    goods_are_out:
      "The goods are on their way, and nobody has paid for them. Ask the customer to pay, or to send them back.",
    entries_differ:
      "The ledger has other entries than the payment, and entries are never changed. Ask a developer to look at this payment.",
    refund_unclear:
      "It isn't clear which refund the provider lacks, and asking for the wrong one would pay twice. Compare the refunds at the provider.",
    more_than_left:
      "More was given back than the payment has left. Check the charge at the provider, and ask the customer for the difference.",
    order_is_ahead:
      "The order says that more was refunded than its payment gave back. Check the refunds, and ask a developer to look at this order.",
    other_finding_first: "Provider and payment don't agree about this charge. Check the charge at the provider first.",
  },
} as const;
