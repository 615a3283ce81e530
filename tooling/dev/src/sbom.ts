import { parse } from "yaml";
import { z } from "zod";
import { throughPnpm } from "./check-stages.ts";
import { runTool } from "./run-tool.ts";

const Hash = z.object({ alg: z.string(), content: z.string().regex(/^[0-9a-f]+$/) });
const Component = z.object({
  type: z.literal("library"),
  name: z.string().min(1),
  version: z.string().min(1),
  purl: z.string().startsWith("pkg:npm/"),
  "bom-ref": z.string().min(1),
  externalReferences: z.array(z.object({ type: z.string(), hashes: z.array(Hash).optional() })).optional(),
});
/** As much of CycloneDX 1.6 as a reader of ours relies on. */
const Sbom = z.object({
  bomFormat: z.literal("CycloneDX"),
  specVersion: z.literal("1.6"),
  serialNumber: z.string().regex(/^urn:uuid:[0-9a-f-]{36}$/),
  version: z.int().min(1),
  metadata: z.object({ timestamp: z.iso.datetime(), component: z.object({ name: z.literal("cartwright") }) }),
  components: z.array(Component).min(1),
  dependencies: z.array(z.object({ ref: z.string(), dependsOn: z.array(z.string()).optional() })),
});
const Lockfile = z.object({ packages: z.record(z.string(), z.unknown()) });

const nameOf = ({ purl }: z.infer<typeof Component>) => decodeURIComponent(purl.slice("pkg:npm/".length));

/** What a bill of materials lacks or says wrongly, next to the lockfile that it was made from. */
export function findSbomFaults(sbomText: string, lockText: string): string[] {
  const read = Sbom.safeParse(JSON.parse(sbomText));
  if (!read.success) return read.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
  const { components, dependencies } = read.data;
  const byName = new Map(components.map((component) => [nameOf(component), component]));
  const locked = Object.keys(Lockfile.parse(parse(lockText)).packages);
  const refs = new Set([...components.map((component) => component["bom-ref"]), "pkg:npm/cartwright@0.0.0"]);
  const isHashed = (name: string) =>
    byName.get(name)?.externalReferences?.some(({ hashes }) => hashes?.some(({ alg }) => alg === "SHA-512"));
  return [
    ...locked.filter((name) => !byName.has(name)).map((name) => `${name} is missing`),
    ...locked.filter((name) => byName.has(name) && !isHashed(name)).map((name) => `${name} has no SHA-512`),
    ...dependencies
      .flatMap(({ ref, dependsOn = [] }) => dependsOn.concat(ref))
      .filter((ref) => !refs.has(ref))
      .map((ref) => `${ref} is depended on and not listed`),
  ];
}

/** Writes the bill of materials of everything in the lockfile, development included, to a file. Needs no network. */
export async function makeSbom(file: string): Promise<void> {
  const options = ["--sbom-format", "cyclonedx", "--sbom-spec-version", "1.6", "--sbom-type", "application"];
  const command = await throughPnpm("pnpm", "sbom", ...options, "--lockfile-only", "--out", file);
  const { ok, tail } = await runTool({ command, timeoutMs: 120_000 });
  if (!ok) throw new Error(`The bill of materials could not be made.\n${tail}`);
}
