/** A version below which a package has a weakness that is known. */
export interface Floor {
  readonly package: string;
  /** The first version with the fix. */
  readonly minimum: string;
  /** Only versions of this major line are meant; others have their own fix, or never had the weakness. */
  readonly line?: number;
  readonly reason: string;
}

/**
 * What an update, a rebase or a resolver must not take us back below. Added to when an advisory touches something that the
 * lockfile holds; `pnpm audit` in the workflow finds what is newer than this list.
 */
export const FLOORS: readonly Floor[] = [
  { package: "next", minimum: "16.3.3", reason: "GHSA-p293-qw3h-jr36, GHSA-2xp9-vwfh-vxw4: code execution" },
  { package: "react", minimum: "19.2.1", reason: "CVE-2025-55182: code execution in server components" },
  { package: "react-dom", minimum: "19.2.1", reason: "CVE-2025-55182: code execution in server components" },
  { package: "next-auth", minimum: "4.24.12", reason: "GHSA-5jpx-9hw9-2fx4: mails to another's address" },
  { package: "@trpc/server", minimum: "11.8.0", reason: "CVE-2025-68130: prototype pollution" },
  { package: "nodemailer", minimum: "8.0.5", reason: "GHSA-vvjj-xcjg-gr5g: injected SMTP commands" },
  { package: "kysely", minimum: "0.28.14", reason: "CVE-2026-33468, CVE-2026-32763: SQL injection" },
  {
    package: "socket.io-parser",
    minimum: "4.2.7",
    reason: "CVE-2026-69185, CVE-2026-33151: memory exhausted by packets",
  },
  { package: "engine.io", minimum: "6.4.2", reason: "CVE-2023-31125: a handshake ends the process" },
  { package: "ws", minimum: "8.17.1", reason: "CVE-2024-37890: a request with many headers ends the process" },
  { package: "cookie", minimum: "0.7.0", reason: "CVE-2024-47764: names and paths outside of the grammar" },
  { package: "jose", line: 4, minimum: "4.15.5", reason: "CVE-2024-28176: decompression without a limit" },
  { package: "sanitize-html", minimum: "2.12.1", reason: "CVE-2024-21501: reveals which files exist" },
  { package: "sharp", minimum: "0.32.6", reason: "CVE-2023-4863: overflow while reading WebP" },
  { package: "zod", minimum: "3.22.3", reason: "CVE-2023-4316: slow pattern for email addresses" },
  { package: "yaml", minimum: "2.2.2", reason: "CVE-2023-2251: ends the process" },
  { package: "js-yaml", line: 4, minimum: "4.1.1", reason: "CVE-2025-64718: prototype pollution" },
  { package: "postcss", minimum: "8.4.31", reason: "CVE-2023-44270: comments read as rules" },
  { package: "nanoid", line: 3, minimum: "3.3.8", reason: "CVE-2024-55565: predictable for odd sizes" },
  { package: "form-data", line: 4, minimum: "4.0.4", reason: "CVE-2025-7783: predictable boundaries" },
  { package: "lodash", minimum: "4.17.21", reason: "CVE-2021-23337: injected commands" },
  { package: "semver", line: 7, minimum: "7.5.2", reason: "CVE-2022-25883: slow pattern" },
  { package: "braces", minimum: "3.0.3", reason: "CVE-2024-4068: memory exhausted" },
  { package: "@babel/runtime", minimum: "7.26.10", reason: "CVE-2025-27789: slow pattern" },
  { package: "vite", line: 7, minimum: "7.1.11", reason: "CVE-2025-62522: files of the developer's machine" },
  { package: "vitest", minimum: "3.0.5", reason: "CVE-2025-24964: code execution through the test server" },
  { package: "esbuild", minimum: "0.25.0", reason: "GHSA-67mh-4wv8-2f99: other sites read from the server" },
  { package: "playwright", minimum: "1.55.1", reason: "CVE-2025-59288: browsers downloaded unverified" },
];
