import { createTRPCClient, type TRPCLink } from "@trpc/client";
import { initTRPC } from "@trpc/server";
import { observable } from "@trpc/server/observable";
import { expect, test } from "vitest";
import { shareMutations } from "./share-mutations.ts";

const t = initTRPC.create();
const asIs = t.procedure.input((value) => value as { units: number });
const router = t.router({ add: asIs.mutation(() => 0), count: asIs.query(() => 0) });

/** A client whose requests are answered, or refused, by hand. */
function startClient() {
  const sent: { readonly path: string; answer(data: number): void; refuse(): void }[] = [];
  const link: TRPCLink<typeof router> =
    () =>
    ({ op }) =>
      observable((observer) => {
        sent.push({
          path: op.path,
          answer: (data) => {
            observer.next({ result: { type: "data", data } });
            observer.complete();
          },
          refuse: () => observer.error(new Error("refused") as never),
        });
      });
  return { sent, client: createTRPCClient<typeof router>({ links: [shareMutations(), link] }) };
}

test("the same mutation twice at once is sent once, and both get its response", async () => {
  const { sent, client } = startClient();
  const both = [client.add.mutate({ units: 1 }), client.add.mutate({ units: 1 })];
  expect(sent).toHaveLength(1);
  sent[0]?.answer(7);
  expect(await Promise.all(both)).toEqual([7, 7]);

  // After the response it is another act.
  const later = client.add.mutate({ units: 1 });
  expect(sent).toHaveLength(2);
  sent[1]?.answer(8);
  expect(await later).toBe(8);
});

test("other input and queries are sent each time", async () => {
  const { sent, client } = startClient();
  void client.add.mutate({ units: 1 });
  void client.add.mutate({ units: 2 });
  void client.count.query({ units: 1 });
  void client.count.query({ units: 1 });
  expect(sent.map(({ path }) => path)).toEqual(["add", "add", "count", "count"]);
});

test("a refusal reaches both, and the next try is sent", async () => {
  const { sent, client } = startClient();
  const both = [client.add.mutate({ units: 1 }), client.add.mutate({ units: 1 })];
  sent[0]?.refuse();
  expect((await Promise.allSettled(both)).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  const next = client.add.mutate({ units: 1 });
  expect(sent).toHaveLength(2);
  sent[1]?.answer(1);
  expect(await next).toBe(1);
});
