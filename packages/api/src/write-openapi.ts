import { describeOpenApi } from "./describe-openapi.ts";
import { appRouter } from "./root.ts";

/** `node packages/api/src/write-openapi.ts ORIGIN`: prints the OpenAPI document of a shop at that origin. */
const [origin = "http://localhost:3000"] = process.argv.slice(2);
process.stdout.write(`${JSON.stringify(describeOpenApi(appRouter, new URL(origin).origin), null, 2)}\n`);
