import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { gunzipSync } from "node:zlib";

export interface SinkSpan {
  readonly process: string;
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

export interface SinkReport {
  readonly tags: Readonly<Record<string, string>>;
  readonly exception: { readonly type: string; readonly value: string };
}

/** Stands in for a collector of traces and for a service that takes error reports, and remembers every byte. */
export interface Sink {
  readonly url: string;
  /** Where error reports go. */
  readonly dsn: string;
  readonly spans: SinkSpan[];
  readonly reports: SinkReport[];
  /** Everything that arrived, as it was. */
  readonly texts: string[];
  /** How many connections were opened. */
  connections(): number;
  close(): Promise<void>;
}

// The wire format of OTLP/JSON, as much of it as is read here.
interface OtlpSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly attributes?: readonly { readonly key: string; readonly value: Readonly<Record<string, unknown>> }[];
}
interface OtlpRequest {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: OtlpSpan["attributes"] };
    readonly scopeSpans: readonly { readonly spans: readonly OtlpSpan[] }[];
  }[];
}

const attributesOf = (list: OtlpSpan["attributes"] = []) =>
  Object.fromEntries(list.map(({ key, value }) => [key, Object.values(value)[0]]));

function spansOf(text: string): SinkSpan[] {
  const { resourceSpans } = JSON.parse(text) as OtlpRequest; // the exporter's own format
  return resourceSpans.flatMap(({ resource, scopeSpans }) => {
    const process = String(attributesOf(resource.attributes)["service.name"]);
    return scopeSpans.flatMap(({ spans }) =>
      spans.map(({ name, traceId, spanId, parentSpanId = "", attributes }) => {
        return { process, name, traceId, spanId, parentSpanId, attributes: attributesOf(attributes) };
      }),
    );
  });
}

function reportsOf(text: string): SinkReport[] {
  const lines = text.trimEnd().split("\n");
  return lines.flatMap((line, index) => {
    const header: unknown = JSON.parse(line);
    if (typeof header !== "object" || !header || !("type" in header) || header.type !== "event") return [];
    const event = JSON.parse(lines[index + 1] ?? "") as {
      tags: Record<string, string>;
      exception: { values: SinkReport["exception"][] };
    }; // the library's own format
    // The last is what was thrown; those before it are its causes.
    return event.exception.values.slice(-1).map((exception) => ({ tags: event.tags, exception }));
  });
}

export async function startSink(): Promise<Sink> {
  const spans: SinkSpan[] = [];
  const reports: SinkReport[] = [];
  const texts: string[] = [];
  let opened = 0;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const bytes = Buffer.concat(chunks);
      const text = (request.headers["content-encoding"] === "gzip" ? gunzipSync(bytes) : bytes).toString("utf8");
      texts.push(text);
      if (request.url === "/v1/traces") spans.push(...spansOf(text));
      else reports.push(...reportsOf(text));
      response.writeHead(200, { "content-type": "application/json" }).end("{}");
    });
  });
  server.on("connection", () => (opened += 1));
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo; // a listening TCP server has one
  return {
    url: `http://127.0.0.1:${port}`,
    dsn: `http://public@127.0.0.1:${port}/1`,
    spans,
    reports,
    texts,
    connections: () => opened,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
