import { lintSource } from "@secretlint/core";
import { creator as preset } from "@secretlint/secretlint-rule-preset-recommend";
import type { Finding } from "./finding.ts";

/** Larger files are pictures and lists; keys are not kept in them. */
export const SCANNED_BYTES_MAX = 1_000_000;

/**
 * Made-up database credentials of tests and documents, on this machine or under reserved names. Everything else that looks
 * like one is a finding.
 */
const MADE_UP =
  /@(?:localhost|127\.0\.0\.1|postgres|redis|host|(?:[a-z.-]+\.)?example(?:\.com)?|[a-z.-]+\.test)(?=[:/"'`\s])|\$\{/;

const LOG_IN_RULE = /basicauth|database-connection-string/;
const CONFIG = { rules: [{ id: "@secretlint/secretlint-rule-preset-recommend", rule: preset }] };

/** Whether a file's bytes are text that a person may have put a key into. */
export const isText = (bytes: Uint8Array): boolean => bytes.length <= SCANNED_BYTES_MAX && !bytes.includes(0);

/** Keys, tokens and passwords in a text, as the rules of secretlint know them: by vendor's shape, private keys, log-ins in URLs. */
export async function findSecrets(path: string, text: string): Promise<Finding[]> {
  const { messages } = await lintSource({
    source: { filePath: path, content: text, ext: "", contentType: "text" },
    options: { config: CONFIG, maskSecrets: true, noPhysicFilePath: true },
  });
  return messages
    .filter(({ ruleId, range }) => !(LOG_IN_RULE.test(ruleId) && MADE_UP.test(text.slice(range[0], range[1] + 40))))
    .map(({ loc, message }) => ({ path, line: loc.start.line, message: `looks like a secret: ${message}` }));
}
