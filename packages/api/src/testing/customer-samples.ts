import { CustomerId } from "@cartwright/contracts/ids";
import type { Actor } from "@cartwright/core/kernel/actor";
import { newId } from "@cartwright/core/kernel/ids";
import { createUser } from "@cartwright/core/testing/fixtures";
import type { Db } from "@cartwright/db/client";
import { createCaller } from "../root.ts";
import type { Sample } from "./order-desk-samples.ts";
import { testApiDeps, testContext } from "./test-context.ts";

const newCustomer = async (db: Db) => CustomerId.parse((await createUser(db, { isVerified: true })).id);
const nobody = () => ({ id: newId() });
const noNote = () => ({ noteId: newId() });

/** What staff write on customers. `admin` acts, and so has written the notes. */
export function customerSamples(admin: () => Actor): Readonly<Record<string, Sample>> {
  const note = async (db: Db) => {
    const noteId = newId();
    const caller = createCaller(testContext(testApiDeps(db), { actor: admin() }));
    await caller.admin.customers.addNote({ id: await newCustomer(db), noteId, body: "call first" });
    return { noteId, version: 1 };
  };
  return {
    "admin.customers.addNote": {
      input: async (db) => ({ id: await newCustomer(db), noteId: newId(), body: "call first" }),
      refused: nobody,
    },
    "admin.customers.changeTags": {
      input: async (db) => ({ id: await newCustomer(db), add: ["vip"] }),
      refused: nobody,
    },
    "admin.customers.editNote": { input: async (db) => ({ ...(await note(db)), body: "call twice" }), refused: noNote },
    "admin.customers.erase": {
      input: async (db) => ({ id: await newCustomer(db), reason: "asked for it" }),
      refused: nobody,
    },
    "admin.customers.merge": {
      input: async (db) => ({ keptId: await newCustomer(db), goneId: await newCustomer(db), reason: "one person" }),
      refused: () => ({ goneId: newId() }),
    },
    "admin.customers.removeNote": { input: note, refused: noNote },
  };
}
