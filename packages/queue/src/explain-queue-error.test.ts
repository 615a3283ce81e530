import { expect, it } from "vitest";
import { explainQueueError } from "./explain-queue-error.ts";

it.each([
  "could not renew lock for job 0198-a",
  "Missing lock for job 0198-a. moveToFinished",
  "Missing key for job cartwright:order:0198-a. isFinished",
  "Lock mismatch for job 0198-a. Cmd moveToFinished from active",
  "Job 0198-a is not in the active state. moveToFinished",
])("says what became of a job whose lock was lost: %s", (message) => {
  expect(explainQueueError(new Error(message))).toEqual({
    message: "lost the lock on a job, so another worker runs it again",
    action: expect.stringContaining("Nothing is lost"),
  });
});

it("leaves other errors as they are", () => {
  expect(explainQueueError(new Error("connect ECONNREFUSED 127.0.0.1:6379"))).toEqual({ message: "queue worker" });
});
