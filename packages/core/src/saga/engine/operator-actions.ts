/** What an operator does about a stuck saga, for log lines. */
export const RESUME_ACTION = "Remove the cause, then resume the saga on the order's page in the back office.";
/** What an operator does about a dead letter. */
export const DEAD_LETTER_ACTION =
  "Remove the cause, then replay or discard the dead letter in the back office, under Queues. A saga that is stuck for its sake is " +
  "resumed by that, or on its order's page.";
