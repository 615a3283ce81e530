import { type ListedProcedure, listProcedures } from "@cartwright/api/list-procedures";
import { appRouter } from "@cartwright/api/root";
import { isErrorReason } from "@cartwright/contracts/error-codes";
import type { OrderNumber, SessionId, UserId } from "@cartwright/contracts/ids";
import { newId } from "@cartwright/core/kernel/ids";
import {
  type CreatedProduct,
  createDeliveryRules,
  createOrder,
  createProduct,
} from "@cartwright/core/testing/fixtures";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CORPUS, FOREIGN_FIELDS } from "../testing/corpus.ts";
import { logInAs, PASSWORD } from "../testing/log-in-as.ts";
import { sampleInput, withJsonAt } from "../testing/sample-input.ts";
import { readTableState } from "../testing/table-state.ts";
import { createTestBrowser, type TestBrowser } from "../testing/test-browser.ts";
import { startTestEdge, type TestEdge } from "../testing/test-edge.ts";

/**
 * Generated: every field of every procedure gets every value of the corpus over real HTTP, with the rest of the input valid.
 * Input that the schema refuses changes nothing. Input that it accepts may succeed or be refused with an error; nothing ever
 * breaks.
 */
const procedures = listProcedures(appRouter).filter(({ meta }) => meta?.access !== "system");

let edge: TestEdge;
let product: CreatedProduct;
let order: { readonly number: OrderNumber };
let shopper: TestBrowser;
let admin: TestBrowser;
let anonymous: TestBrowser;

beforeAll(async () => {
  edge = await startTestEdge({
    // A renewed session is a change of its own, and on a slow machine this takes longer than a token lasts by default.
    env: { LOCKOUT_THRESHOLD: "100", DATABASE_POOL_MAX: "8", ACCESS_TOKEN_SECONDS: "3600" },
  });
  await createDeliveryRules(edge.database.db);
  product = await createProduct(edge.database.db, { variants: [{ onHand: 1_000_000 }] });
  shopper = (await logInAs(edge, "shopper")).browser;
  admin = (await logInAs(edge, "admin")).browser;
  anonymous = createTestBrowser(edge.url);
  const { id } = (await shopper.query("account.me")).data as { id: UserId }; // contracts/accounts
  const owner = {
    kind: "user",
    userId: id,
    sessionId: newId<SessionId>(),
    logInId: newId<SessionId>(),
    role: "shopper",
    enrolmentDue: false,
  } as const;
  order = await createOrder(edge.database.db, owner, { status: "delivered" });
});
afterAll(async () => edge.close());

/** Values that must exist for a call to get far, by field name. */
const known = (): Record<string, unknown> => ({
  variantId: product.variants[0].id,
  productId: product.id,
  productIds: [product.id],
  slug: product.slug,
  number: order.number,
  password: PASSWORD,
  country: "DE",
  shippingMethodId: "standard",
  promotionCode: undefined,
  cursor: undefined,
  category: undefined,
  provider: "sandbox",
  token: "tok_approve_xxxxxxxxxxxx",
  limit: 10,
});

interface Attack {
  readonly what: string;
  readonly json: string;
  readonly alone: boolean;
  /** Whether the procedure's own schema accepts it. */
  readonly fits: boolean;
}

function fits(procedure: ListedProcedure, json: string): boolean {
  const parsed: unknown = JSON.parse(json);
  return procedure.input === null || procedure.input.safeParse(parsed).success;
}

/** Every value of the corpus at every place of a procedure's input, and every unknown field in each of its objects. */
function attacksOn(procedure: ListedProcedure): readonly Attack[] {
  if (procedure.input === null)
    return CORPUS.map(({ what, json, alone = false }) => ({ what, json, alone, fits: true }));
  const { value, places, objects } = sampleInput(procedure.input, known());
  const at = (path: readonly (string | number)[]) => (path.length === 0 ? "input" : path.join("."));
  const values = places.flatMap((path) =>
    CORPUS.map(({ what, json, alone = false }) => ({
      what: `${at(path)}: ${what}`,
      json: withJsonAt(value, path, json),
      alone,
    })),
  );
  const additions = objects.flatMap((path) =>
    Object.entries(FOREIGN_FIELDS).map(([name, foreign]) => ({
      what: `${at(path)} with ${name}`,
      json: withJsonAt(value, [...path, name], JSON.stringify(foreign)),
      alone: false,
    })),
  );
  return [...values, ...additions].map(({ what, json, alone }) => {
    // A second registration with the same email address looks like the first, so each attempt needs its own.
    const own = json.replace("somebody@example.com", () => `${newId()}@example.com`);
    return { what, json: own, alone, fits: fits(procedure, own) };
  });
}

interface Outcome {
  readonly attack: Attack;
  readonly status: number;
  readonly reason: string | null;
  readonly text: string;
}

const QUERY_LENGTH_MAX = 7_000;
const BODY_LENGTH_MAX = 48_000;
const BATCH_MAX = 10;

/** Groups attacks into requests that are as large as the edge accepts. */
function batchesOf(attacks: readonly Attack[], lengthOf: (attack: Attack) => number, lengthMax: number): Attack[][] {
  const batches: Attack[][] = [];
  let length = 0;
  for (const attack of attacks) {
    const batch = batches.at(-1);
    const own = attack.alone ? lengthMax : lengthOf(attack);
    if (batch && batch.length < BATCH_MAX && length + own <= lengthMax) {
      batch.push(attack);
      length += own;
    } else {
      batches.push([attack]);
      length = own;
    }
  }
  return batches;
}

async function send(browser: TestBrowser, procedure: ListedProcedure, batch: readonly Attack[]): Promise<Outcome[]> {
  const path = `/api/trpc/${batch.map(() => procedure.name).join(",")}?batch=1`;
  const body = `{${batch.map(({ json }, index) => `"${index}":${json}`).join(",")}}`;
  const response =
    procedure.type === "mutation"
      ? await browser.fetch(path, {
          method: "POST",
          headers: { "content-type": "application/json", "x-csrf-token": await browser.csrf() },
          body,
        })
      : await browser.fetch(`${path}&input=${encodeURIComponent(body)}`);
  const text = await response.text();
  // Node itself refuses a request line that is too long, before our handler runs.
  if (response.status === 431 && text === "")
    return batch.map((attack) => ({ attack, status: 431, reason: "too_large", text }));
  const responses: unknown = JSON.parse(text);
  return batch.map((attack, index) => {
    const one: unknown = Array.isArray(responses) ? responses[index] : responses;
    // Every error has this shape; a result has none of it.
    const failure = (one as { error?: { data?: { reason?: string; httpStatus?: number } } }).error?.data;
    const status = failure ? (failure.httpStatus ?? 500) : 200;
    return { attack, status, reason: failure?.reason ?? (failure ? "none" : null), text: JSON.stringify(one) };
  });
}

async function sendAll(browser: TestBrowser, procedure: ListedProcedure, attacks: readonly Attack[]) {
  const isQuery = procedure.type === "query";
  const lengthOf = ({ json }: Attack) => (isQuery ? encodeURIComponent(json.toWellFormed()).length : json.length) + 40;
  const batches = batchesOf(attacks, lengthOf, isQuery ? QUERY_LENGTH_MAX : BODY_LENGTH_MAX);
  const outcomes: Outcome[] = [];
  for (let start = 0; start < batches.length; start += 2) {
    const pair = batches.slice(start, start + 2).map((batch) => send(browser, procedure, batch));
    outcomes.push(...(await Promise.all(pair)).flat());
  }
  return outcomes;
}

const INSIDE =
  /\b(select|insert into|update|delete from)\b .* \b(from|values|set|where)\b|relation "|column "|node_modules|\/packages\/|\bat \S+ \(|\.ts:\d+|ECONN|stack"/i;

/** What is wrong with a response, whatever was sent. */
function faultIn({ attack, status, reason, text }: Outcome): string | null {
  const said = `${attack.what}: ${status} ${reason ?? ""}`;
  if (status >= 500 || reason === "internal") return said;
  if (reason !== null && !isErrorReason(reason)) return `${said} (undeclared)`;
  if (reason !== null && INSIDE.test(text)) return `${said} (tells of the inside: ${text.slice(0, 200)})`;
  return null;
}

const faults = (outcomes: readonly Outcome[]) =>
  outcomes.map(faultIn).filter((fault): fault is string => fault !== null);

/** The role that gets furthest with it. */
const attackerOf = ({ meta, name }: ListedProcedure): TestBrowser => {
  if (name.startsWith("admin.")) return admin;
  return meta?.access === "member" || name.startsWith("orders.") ? shopper : anonymous;
};

test("generates valid samples: nearly every procedure accepts its own", () => {
  const refusing = procedures.filter(
    ({ input }) => input !== null && !input.safeParse(sampleInput(input, known()).value).success,
  );
  expect(refusing.map(({ name }) => name).slice(Math.floor(procedures.length / 10))).toEqual([]);
});

describe.each(procedures.map((procedure) => [procedure.name, procedure] as const))("%s", (_name, procedure) => {
  test("refuses invalid input with an error, and changes nothing", async () => {
    const attacks = attacksOn(procedure).filter((attack) => !attack.fits);
    const browser = attackerOf(procedure);
    await browser.csrf();
    const before = await readTableState(edge.database.db);
    const outcomes = await sendAll(browser, procedure, attacks);
    expect(faults(outcomes)).toEqual([]);
    const taken = outcomes.filter(({ status }) => status < 400);
    expect(taken.map(({ attack }) => attack.what)).toEqual([]);
    expect(await readTableState(edge.database.db)).toEqual(before);
  });

  test("accepts or refuses valid input with an error, and a query changes nothing", async () => {
    const attacks = attacksOn(procedure).filter((attack) => attack.fits);
    const before = await readTableState(edge.database.db);
    const outcomes = await sendAll(attackerOf(procedure), procedure, attacks);
    expect(faults(outcomes)).toEqual([]);
    const after = await readTableState(edge.database.db);
    const changed = Object.keys(after).filter((table) => after[table] !== before[table]);
    expect(procedure.type === "query" ? changed : []).toEqual([]);
  });
});

test("refuses callers without permission even with valid input, and changes nothing", async () => {
  const before = await readTableState(edge.database.db);
  const responses = [];
  for (const { name, type, input, meta } of procedures) {
    if (meta?.access === "public") continue;
    const value = input === null ? undefined : sampleInput(input, known()).value;
    for (const browser of name.startsWith("admin.") ? [anonymous, shopper] : [anonymous]) {
      const response = await (type === "mutation" ? browser.mutate(name, value) : browser.query(name, value));
      responses.push([name, response.reason]);
    }
  }
  expect(responses.filter(([, reason]) => reason !== "sign_in_required" && reason !== "forbidden")).toEqual([]);
  expect(responses.length).toBeGreaterThan(20);
  expect(await readTableState(edge.database.db)).toEqual(before);
});

test("adds no field to any object's prototype", () => {
  for (const name of ["role", "prototype", "a", "isAdmin"]) expect(Reflect.get({}, name)).toBeUndefined();
});
