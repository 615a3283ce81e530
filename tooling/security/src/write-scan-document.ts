import { z } from "zod";
import { readKnownValues } from "./known-values.ts";
import { loadDocument } from "./openapi-document.ts";
import { withExamples } from "./scan-document.ts";

/**
 * `node --env-file=zap.env tooling/security/src/write-scan-document.ts ORIGIN`, with the session of an account that may see
 * everything (tooling/dev/src/open-scan-session.ts): prints the OpenAPI document of the shop at that origin, with examples
 * of what is in it.
 */
const [origin = "http://localhost:3000"] = process.argv.slice(2);
const session = z.object({ SHOP_COOKIE: z.string().min(1) }).parse(process.env);
const { values } = await readKnownValues(origin, { shopper: session, admin: session });
process.stdout.write(`${JSON.stringify(withExamples(await loadDocument(origin), values), null, 2)}\n`);
