/** An error of the queue library, in words that an operator can act on. */
export interface QueueTrouble {
  readonly message: string;
  /** What to do about it. Absent where the library's own message says enough. */
  readonly action?: string;
}

/**
 * The library loses a job's lock when this process did not renew it in time: it was suspended, starved of CPU, or cut off from
 * the store. "isFinished" and "moveToFinished" in its message are names of its own scripts.
 */
const LOST_LOCK =
  /^(?:could not renew lock|Missing (?:lock|key)|Lock mismatch) for job|^Job \S+ is not in the \w+ state/;

const LOST: QueueTrouble = {
  message: "lost the lock on a job, so another worker runs it again",
  action:
    "Nothing is lost: every job can run twice. If this repeats, this process is short of CPU or is being suspended; give it more, or run fewer on one machine.",
};

/** Explains an error of a queue worker. */
export function explainQueueError(error: Error): QueueTrouble {
  return LOST_LOCK.test(error.message) ? LOST : { message: "queue worker" };
}
