import type { AdminImportRow } from "@cartwright/contracts/product-imports";

type Tone = "neutral" | "accent" | "good" | "warn" | "bad";

const TONES: Readonly<Record<AdminImportRow["state"], Tone>> = {
  uploading: "neutral",
  uploaded: "neutral",
  checking: "accent",
  checked: "warn",
  confirmed: "neutral",
  importing: "accent",
  done: "good",
  failed: "bad",
  cancelled: "neutral",
};

/** How an import is labelled: its state, or that it is about to stop. */
export function importLabel({ state, cancelRequested }: Pick<AdminImportRow, "state" | "cancelRequested">) {
  return { tone: TONES[state], name: cancelRequested ? ("stopping" as const) : state };
}
