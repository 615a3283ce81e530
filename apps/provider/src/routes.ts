import { createHash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { CreateCharge, CreateRefund } from "@cartwright/contracts/sandbox-provider";
import { actionPage, actionPageHeaders } from "./action-page.ts";
import { chargeView, mustFind } from "./charge-view.ts";
import { createCharge } from "./create-charge.ts";
import { actOnCharge, voidCharge } from "./decide-charge.ts";
import type { ProviderContext } from "./provider-context.ts";
import { idempotencyKeyOf, parseJson, readBody, sendJson } from "./http.ts";
import { ProviderFailure } from "./provider-failure.ts";
import { refundCharge } from "./refund-charge.ts";

export interface RouteDeps {
  readonly context: ProviderContext;
  /** Resolves when a charge is decided, or after a limited wait. */
  readonly decided: (chargeId: string) => Promise<void>;
  readonly deliverNow: (deliveryId: number) => Promise<void>;
}

interface Call {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly url: URL;
  readonly id: string;
}

type Handler = (deps: RouteDeps, call: Call) => Promise<void> | void;

const notFound = () => new ProviderFailure(404, "not_found", "There is nothing here.");
const isWeb = (url: string) => /^https?:\/\//i.test(url);

const hashOf = (body: Buffer) => createHash("sha256").update(body).digest("base64");

function sendCharge({ context }: RouteDeps, call: Call, chargeId: string): void {
  sendJson(call.response, 200, chargeView(context, mustFind(context, chargeId)));
}

async function postCharge(deps: RouteDeps, call: Call): Promise<void> {
  const value = idempotencyKeyOf(call.request);
  const body = await readBody(call.request);
  const input = parseJson(call.request, body, CreateCharge);
  if (!isWeb(input.webhookUrl) || !isWeb(input.returnUrl))
    throw new ProviderFailure(400, "invalid_input", "webhookUrl and returnUrl must be http or https.");
  const created = createCharge(deps.context, input, { value, bodyHash: hashOf(body) });
  // The client gets no response until it gives up, or the server's time limit for a request ends.
  if (created.respond === "never") return;
  if (created.respond === "after-webhook") await deps.deliverNow(created.deliveryId);
  if (created.respond === "decided") await deps.decided(created.chargeId);
  sendCharge(deps, call, created.chargeId);
}

function listCharges({ context }: RouteDeps, { url, response }: Call): void {
  const orderNumber = url.searchParams.get("orderNumber");
  if (!orderNumber || orderNumber.length > 40)
    throw new ProviderFailure(400, "invalid_input", "Name the order: ?orderNumber=");
  sendJson(response, 200, {
    charges: context.store.chargesOfOrder(orderNumber).map((row) => chargeView(context, row)),
  });
}

async function postRefund({ context }: RouteDeps, { request, response, id }: Call): Promise<void> {
  const idempotencyKey = idempotencyKeyOf(request);
  const input = parseJson(request, await readBody(request), CreateRefund);
  sendJson(response, 200, refundCharge(context, id, { ...input, idempotencyKey }));
}

async function postVoid({ context }: RouteDeps, { request, response, id }: Call): Promise<void> {
  idempotencyKeyOf(request);
  await readBody(request);
  sendJson(response, 200, voidCharge(context, id));
}

function getAction({ context }: RouteDeps, { response, id }: Call): void {
  const row = mustFind(context, id);
  if (row.action_expires_ms === null) throw notFound();
  const page = actionPage(chargeView(context, row), row.return_url);
  response.writeHead(200, actionPageHeaders(row.return_url)).end(page);
}

async function postAction({ context }: RouteDeps, { request, response, id }: Call): Promise<void> {
  const decision = new URLSearchParams((await readBody(request)).toString("utf8")).get("decision");
  if (decision !== "approve" && decision !== "decline")
    throw new ProviderFailure(400, "invalid_input", "The decision is to approve or to decline.");
  const returnUrl = actOnCharge(context, id, decision === "approve");
  response.writeHead(303, { location: returnUrl, "cache-control": "no-store" }).end();
}

/** The first segment and the part after the id, to the handlers by method. */
const ROUTES: Readonly<Record<string, Readonly<Record<string, Handler>>>> = {
  "charges//": { GET: listCharges, POST: postCharge },
  "charges/:id/": { GET: (deps, call) => sendCharge(deps, call, call.id) },
  "charges/:id/refunds": { POST: postRefund },
  "charges/:id/void": { POST: postVoid },
  "actions/:id/": { GET: getAction, POST: postAction },
  "health/live/": { GET: (_, { response }) => sendJson(response, 200, { status: "ok" }) },
  "health/ready/": {
    GET({ context }, { response }) {
      context.store.nextDecisionMs();
      sendJson(response, 200, { status: "ok", checks: { store: true } });
    },
  },
};

/** Handles one request, or throws: a {@link ProviderFailure} is sent to the client, anything else is a fault of ours. */
export async function route(deps: RouteDeps, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? "/", "http://provider.invalid");
  const [first = "", id = "", rest = "", ...more] = url.pathname.slice(1).split("/");
  if (more.length > 0) throw notFound();
  const pattern = first === "health" ? `health/${id}/${rest}` : `${first}/${id === "" ? "" : ":id"}/${rest}`;
  const methods = Object.hasOwn(ROUTES, pattern) ? ROUTES[pattern] : undefined;
  if (!methods) throw notFound();
  const handler = methods[request.method ?? ""];
  if (!handler) {
    response.setHeader("allow", Object.keys(methods).join(", "));
    throw new ProviderFailure(405, "method_not_allowed", "This is not how it works here.");
  }
  await handler(deps, { request, response, url, id });
}
