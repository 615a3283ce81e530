import { EventEmitter, once } from "node:events";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createNotifier, listen } from "./listen.ts";
import { createTestDatabase, type TestDatabase } from "./testing/database.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

/** Collects notifications and lets a test wait for the nth. */
function inbox() {
  const messages: string[] = [];
  const events = new EventEmitter();
  return {
    messages,
    onMessage: (payload: string) => {
      messages.push(payload);
      events.emit("message");
    },
    onReconnect: () => void events.emit("reconnect"),
    reconnected: () => once(events, "reconnect"),
    async until(count: number) {
      while (messages.length < count) await once(events, "message");
    },
  };
}

const breakConnections = () =>
  sql`select pg_terminate_backend(pid) from pg_stat_activity
      where application_name = 'listen:cartwright_hints' and datname = current_database()`.execute(database.db);

describe("listen and notify", () => {
  test("every payload arrives, in order of sending, on its own channel only", async () => {
    const hints = inbox();
    const outbox = inbox();
    const channels = [
      await listen({ connectionString: database.url, channel: "cartwright_hints", ...hints }),
      await listen({ connectionString: database.url, channel: "cartwright_outbox", ...outbox }),
    ];
    const notifier = createNotifier(database.db, "cartwright_hints");
    const sent = Array.from({ length: 250 }, (_, index) => `hint ${index}`);
    await Promise.all(sent.map((payload) => notifier.send(payload)));
    await hints.until(sent.length);
    expect(hints.messages).toEqual(sent);
    expect(outbox.messages).toEqual([]);
    await notifier.close();
    await Promise.all(channels.map((channel) => channel.close()));
  });

  test("many concurrent nudges are one notification, and a later nudge is another", async () => {
    const outbox = inbox();
    const listener = await listen({ connectionString: database.url, channel: "cartwright_outbox", ...outbox });
    const notifier = createNotifier(database.db, "cartwright_outbox");
    for (let index = 0; index < 1_000; index += 1) notifier.nudge();
    await outbox.until(1);
    notifier.nudge();
    await outbox.until(2);
    // close() sends what is pending. If the first thousand had made more than one notification, they would arrive before
    // this marker.
    const marker = createNotifier(database.db, "cartwright_outbox");
    await marker.send("marker");
    await outbox.until(3);
    expect(outbox.messages).toEqual(["", "", "marker"]);
    await notifier.close();
    await marker.close();
    await listener.close();
  });

  test("a listener whose connection is killed reconnects, reports it, and receives what follows", async () => {
    const hints = inbox();
    const listener = await listen({ connectionString: database.url, channel: "cartwright_hints", ...hints });
    const notifier = createNotifier(database.db, "cartwright_hints");
    await notifier.send("before");
    await hints.until(1);
    const back = hints.reconnected();
    await breakConnections();
    await back;
    await notifier.send("after");
    await hints.until(2);
    expect(hints.messages).toEqual(["before", "after"]);
    await notifier.close();
    await listener.close();
  });

  test("a listener that throws neither ends the connection nor loses the next message", async () => {
    const hints = inbox();
    const warnings: unknown[] = [];
    const listener = await listen({
      connectionString: database.url,
      channel: "cartwright_hints",
      logger: { warn: (...entry: unknown[]) => void warnings.push(entry) },
      onMessage(payload) {
        if (payload === "bad") throw new Error("a listener's mistake");
        hints.onMessage(payload);
      },
    });
    const notifier = createNotifier(database.db, "cartwright_hints");
    await notifier.send("bad");
    await notifier.send("good");
    await hints.until(1);
    expect(hints.messages).toEqual(["good"]);
    expect(warnings).toHaveLength(1);
    await notifier.close();
    await listener.close();
  });

  test("close leaves no connection behind, even while it is being reopened", async () => {
    const hints = inbox();
    const listener = await listen({ connectionString: database.url, channel: "cartwright_hints", ...hints });
    await breakConnections();
    await listener.close();
    const left = await sql<{ count: number }>`select count(*) from pg_stat_activity
      where application_name = 'listen:cartwright_hints' and datname = current_database() and state is not null`.execute(
      database.db,
    );
    expect(left.rows).toEqual([{ count: 0 }]);
  });

  test("a wrong URL is refused at once, and a payload over the limit never reaches the server", async () => {
    await expect(
      listen({
        connectionString: "postgres://nobody@127.0.0.1:1/none",
        channel: "cartwright_hints",
        onMessage: () => undefined,
      }),
    ).rejects.toThrow(/ECONNREFUSED/);
    const notifier = createNotifier(database.db, "cartwright_hints");
    await expect(notifier.send("é".repeat(3_501))).rejects.toThrow(RangeError);
    await notifier.close();
    await expect(notifier.send("late")).rejects.toThrow(/closed/);
  });
});
