import type { RemoveSynonyms, SaveSynonyms } from "@cartwright/contracts/synonyms";
import { inTransaction, type Tx } from "@cartwright/db/transaction";
import { removeSynonyms, saveSynonyms, type SynonymChange } from "../catalog/synonyms/change-synonyms.ts";
import { appendAudit } from "../kernel/append-audit.ts";
import type { Deps } from "../kernel/deps.ts";
import { auditOf, type PlainStaffAct } from "./staff-act.ts";

/** Adds or changes a group of synonyms and audits it. Errors are those of {@link saveSynonyms}. */
export function saveSynonymsAsStaff(deps: Pick<Deps, "db">, input: SaveSynonyms, act: PlainStaffAct): Promise<void> {
  return inTransaction(deps.db, async (tx) =>
    record(tx, { action: "search.save_synonyms", change: await saveSynonyms(tx, input) }, act),
  );
}

/** Removes a group of synonyms and audits it. Errors are those of {@link removeSynonyms}. */
export function removeSynonymsAsStaff(
  deps: Pick<Deps, "db">,
  input: RemoveSynonyms,
  act: PlainStaffAct,
): Promise<void> {
  return inTransaction(deps.db, async (tx) =>
    record(tx, { action: "search.remove_synonyms", change: await removeSynonyms(tx, input) }, act),
  );
}

function record(
  tx: Tx,
  { action, change }: { readonly action: string; readonly change: SynonymChange },
  act: PlainStaffAct,
): Promise<void> {
  const { id, before, after } = change;
  return appendAudit(tx, {
    ...auditOf(act),
    action,
    subject: { kind: "synonyms", id },
    ...(before ? { before: { terms: before } } : {}),
    ...(after ? { after: { terms: after } } : {}),
  });
}
