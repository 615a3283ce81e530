import { expect, test } from "vitest";
import { startLoop } from "./loop.ts";

/** Longer than any test: a round that begins was not waited for. */
const NEVER_MS = 3_600_000;

/** A loop whose rounds end by hand. */
function startByHand() {
  const rounds: PromiseWithResolvers<void>[] = [];
  let begun = Promise.withResolvers<void>();
  const errors: unknown[] = [];
  const loop = startLoop({
    restMs: NEVER_MS,
    round() {
      const round = Promise.withResolvers<void>();
      rounds.push(round);
      begun.resolve();
      begun = Promise.withResolvers<void>();
      return round.promise;
    },
    onError: (error) => errors.push(error),
  });
  return { loop, rounds, errors, next: () => begun.promise };
}

test("a wake-up ends the rest, and one during a round leads to the next round at once", async () => {
  const { loop, rounds, next } = startByHand();
  expect(rounds).toHaveLength(1);
  let following = next();
  loop.wake();
  rounds[0]?.resolve();
  await following;
  expect(rounds).toHaveLength(2);

  rounds[1]?.resolve();
  await rounds[1]?.promise;
  following = next();
  await new Promise(setImmediate); // the loop rests
  loop.wake();
  await following;
  expect(rounds).toHaveLength(3);
  rounds[2]?.resolve();
  await loop.close();
});

test("a round that fails is reported, and the loop goes on until it is closed", async () => {
  const { loop, rounds, errors, next } = startByHand();
  const following = next();
  loop.wake();
  rounds[0]?.reject(new Error("no database"));
  await following;
  expect(errors).toEqual([new Error("no database")]);

  const closed = loop.close();
  rounds[1]?.resolve();
  await closed;
  expect(rounds).toHaveLength(2);
});
