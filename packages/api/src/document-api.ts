import { ERROR_CODES, ERROR_REASONS } from "@cartwright/contracts/error-codes";
import { errorMessage } from "@cartwright/core/kernel/error-message";
import type { AnyRouter } from "@trpc/server";
import type { z } from "zod";
import { exampleValue } from "./example-value.ts";
import { type ListedProcedure, listProcedures } from "./list-procedures.ts";
import { printJson } from "./print-json.ts";
import { NoInput } from "./trpc.ts";
import { typeText } from "./type-text.ts";

/** The sections of the document, in order. A procedure belongs to the first area whose prefix its name has. */
const AREAS: readonly (readonly [prefix: string, title: string])[] = [
  ["catalog.", "Catalogue"],
  ["cart.", "Cart"],
  ["checkout.", "Checkout"],
  ["orders.", "Orders"],
  ["downloads.", "Downloads"],
  ["account.", "Account"],
  ["shop.", "Shop and mailbox"],
  ["admin.orders.", "Back office: orders"],
  ["admin.products.", "Back office: products"],
  ["admin.inventory.", "Back office: inventory"],
  ["admin.customers.", "Back office: customers"],
  ["admin.staff.", "Back office: staff"],
  ["admin.audit.", "Back office: audit log"],
  ["admin.", "Back office: dashboard and settings"],
];

const takesInput = (schema: z.ZodType | null): schema is z.ZodType => schema !== null && schema !== NoInput;

function exampleRequest({ name, type, input }: ListedProcedure): string {
  const value = takesInput(input) ? exampleValue(input, "input") : undefined;
  if (type === "query") return `GET /api/trpc/${name}${value === undefined ? "" : `?input=${JSON.stringify(value)}`}`;
  return [`POST /api/trpc/${name}`, ...(value === undefined ? [] : ["", printJson(value)])].join("\n");
}

function accessText(access: string): string {
  if (access === "public") return "anyone";
  return access === "member" ? "logged-in users" : `staff with \`${access}\``;
}

function describeProcedure(procedure: ListedProcedure, types: Map<string, string>): string {
  const { name, type, meta, input, output } = procedure;
  const limit = !meta || meta.limit === "none" ? "no rate limit" : `rate limit \`${meta.limit}\``;
  const write = (schema: z.ZodType, io: "input" | "output") => {
    const { text, named } = typeText(schema, io);
    for (const [id, each] of named) types.set(id, each);
    return `\`${text}\``;
  };
  return [
    `### ${name}`,
    "",
    `${type === "query" ? "Query" : "Mutation"} for ${accessText(meta?.access ?? "")}, ${limit}.`,
    "",
    ...(takesInput(input) ? [`- Input: ${write(input, "input")}`] : ["- Input: none"]),
    ...(output ? [`- Output: ${write(output, "output")}`] : []),
    "",
    "```http",
    exampleRequest(procedure),
    "```",
    "",
    "```json",
    printJson({ result: { data: output ? exampleValue(output, "output") : null } }),
    "```",
    "",
  ].join("\n");
}

/** The generated half of docs/api.md. The system's own procedures are left out: no one outside can call them. */
export function documentApi(router: AnyRouter): string {
  const types = new Map<string, string>();
  const procedures = listProcedures(router).filter(({ meta }) => meta?.access !== "system");
  const byArea = Map.groupBy(procedures, ({ name }) => AREAS.find(([prefix]) => name.startsWith(prefix))?.[1]);
  const unplaced = byArea.get(undefined)?.map(({ name }) => name) ?? [];
  if (unplaced.length > 0) throw new Error(`docs/api.md has no section for ${unplaced.join(", ")}`);
  const sections = AREAS.map(([, title]) => {
    const described = (byArea.get(title) ?? []).map((procedure) => describeProcedure(procedure, types));
    return `## ${title}\n\n${described.join("\n")}`;
  });
  return [...sections, ...typesSection(types), ...errorsSection()].join("\n");
}

function typesSection(types: ReadonlyMap<string, string>): string[] {
  const rows = [...types].toSorted(([a], [b]) => a.localeCompare(b)).map(([id, text]) => `- \`${id}\`: \`${text}\``);
  return ["## Types", "", ...rows, ""];
}

function errorsSection(): string[] {
  const rows = ERROR_REASONS.map((reason) => {
    const { code, retry } = ERROR_CODES[reason];
    return `| ${reason} | ${code} | ${retry ? "yes" : "no"} | ${errorMessage(reason)} |`;
  });
  return [
    "## Error reasons",
    "",
    "| reason | code | a retry may succeed | message |",
    "| --- | --- | --- | --- |",
    ...rows,
    "",
  ];
}
