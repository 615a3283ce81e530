import { expect, it } from "vitest";
import { isAppError } from "./app-error.ts";
import { createBatcher, type Settled } from "./create-batcher.ts";

/** Batches that wait to be let go, one by one. */
function heldBatches() {
  const batches: (readonly number[])[] = [];
  const open: (() => void)[] = [];
  async function run(items: readonly number[]): Promise<Settled<number>[]> {
    batches.push(items);
    await new Promise<void>((resolve) => open.push(resolve));
    return items.map((item) =>
      item < 0 ? { ok: false, error: new Error("negative") } : { ok: true, value: item * 10 },
    );
  }
  const turn = () => new Promise<void>((resolve) => setImmediate(() => setImmediate(resolve)));
  return { batches, run, turn, release: () => open.shift()?.() };
}

it("starts a lone item at once, and gathers what comes while it is busy into the next batch", async () => {
  const held = heldBatches();
  const add = createBatcher({ run: held.run, batchMax: 3, parallel: 1, waitingMax: 100 });
  const first = add(1);
  await held.turn();
  const rest = [2, 3, 4, 5].map(add);
  await held.turn();
  expect(held.batches).toEqual([[1]]);
  held.release();
  expect(await first).toBe(10);
  await held.turn();
  expect(held.batches).toEqual([[1], [2, 3, 4]]);
  held.release();
  await held.turn();
  held.release();
  expect(await Promise.all(rest)).toEqual([20, 30, 40, 50]);
});

it("gives each item its own result, and one item's failure to that item only", async () => {
  const held = heldBatches();
  const add = createBatcher({ run: held.run, batchMax: 10, parallel: 1, waitingMax: 100 });
  const results = Promise.allSettled([add(1), add(-1), add(2)]);
  await held.turn();
  held.release();
  expect((await results).map((result) => result.status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
});

it("fails all items of a batch that fails as a whole, and goes on", async () => {
  let broken = true;
  const add = createBatcher<number, number>({
    run: async (items) => {
      if (broken) throw new Error("away");
      return items.map((value) => ({ ok: true, value }));
    },
    batchMax: 10,
    parallel: 1,
    waitingMax: 100,
  });
  await expect(Promise.all([add(1), add(2)])).rejects.toThrow("away");
  broken = false;
  expect(await add(3)).toBe(3);
});

it("refuses more than may wait", async () => {
  const held = heldBatches();
  const add = createBatcher({ run: held.run, batchMax: 1, parallel: 1, waitingMax: 2 });
  const taken = [add(1), add(2)];
  await expect(add(3)).rejects.toSatisfy((error) => isAppError(error, "unavailable"));
  await held.turn();
  held.release();
  await held.turn();
  held.release();
  expect(await Promise.all(taken)).toEqual([10, 20]);
});
