import { createLogger } from "@cartwright/observability/logger";
import { createShutdown } from "@cartwright/observability/shutdown";
import { readEnv } from "./env.ts";
import { createProviderServer } from "./provider-server.ts";

const env = readEnv();
const logger = createLogger({
  name: "provider",
  level: env.LOG_LEVEL,
  ...(env.LOG_FILE === undefined ? {} : { file: env.LOG_FILE }),
});
const shutdown = createShutdown({ logger, timeoutMs: 10_000 });
const provider = await createProviderServer({
  storePath: env.storePath,
  webhookSecrets: env.SANDBOX_WEBHOOK_SECRET,
  host: env.PROVIDER_HOST,
  port: env.PROVIDER_PORT,
  ...(env.PROVIDER_PUBLIC_URL === undefined ? {} : { publicUrl: env.PROVIDER_PUBLIC_URL }),
  logger,
});
shutdown.add("provider", provider.close);
logger.info({ url: provider.url }, "listening");
