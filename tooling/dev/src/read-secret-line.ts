import { Writable } from "node:stream";
import { createInterface } from "node:readline/promises";

const BYTES_MAX = 4_096;

/** One line of the standard input, without its end. At a terminal it is asked for, and what is typed is not shown. */
export async function readSecretLine(prompt: string): Promise<string> {
  if (!process.stdin.isTTY) {
    let text = "";
    for await (const chunk of process.stdin) {
      text += String(chunk);
      if (text.length > BYTES_MAX || text.includes("\n")) break;
    }
    return text.split(/\r?\n/, 1)[0] ?? "";
  }
  process.stderr.write(prompt);
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: nowhere, terminal: true });
  try {
    return await lines.question("");
  } finally {
    lines.close();
    process.stderr.write("\n");
  }
}
