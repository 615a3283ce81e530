import { requireNode } from "@cartwright/observability/require-node";

// An older Node cannot read TypeScript at all, so this is JavaScript and imports the rest after the check.
requireNode();
await import("./start-realtime.ts");
