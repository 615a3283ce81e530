import { readFile, rm } from "node:fs/promises";
import path from "node:path";
import { writePrivately } from "./secrets.ts";
import type { Ports } from "./stack-ports.ts";

export const PROCESS_NAMES = ["web", "worker", "realtime", "provider"] as const;
export type ProcessName = (typeof PROCESS_NAMES)[number];

export interface DemoAccount {
  readonly email: string;
  readonly role: "shopper" | "support" | "admin";
  readonly password: string;
}

/** `.data/stack.json` while a stack runs: how to reach everything in it. Mode 600, since it holds passwords. */
export interface StackFile {
  readonly supervisorPid: number;
  readonly startedAt: string;
  readonly urls: { readonly web: string; readonly realtime: string; readonly provider: string };
  readonly ports: Ports & { readonly postgres?: number };
  /** Under `npm run dev`, the processes belong to turbo and only the database's is known. */
  readonly pids: Readonly<Partial<Record<ProcessName | "postgres", number>>>;
  readonly DATABASE_URL: string;
  readonly REDIS_URL?: string;
  readonly accounts: readonly DemoAccount[];
}

const fileOf = (dataDir: string) => path.join(dataDir, "stack.json");

export const writeStackFile = (dataDir: string, content: StackFile) => writePrivately(fileOf(dataDir), content);

export const removeStackFile = (dataDir: string) => rm(fileOf(dataDir), { force: true });

/** The file that a running (or killed) stack left; `undefined` if there is none or it cannot be read. */
export async function readStackFile(dataDir: string): Promise<StackFile | undefined> {
  try {
    return JSON.parse(await readFile(fileOf(dataDir), "utf8")) as StackFile; // written by this file only
  } catch {
    return undefined;
  }
}
