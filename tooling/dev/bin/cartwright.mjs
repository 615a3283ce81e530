// The entry point of every command. Plain JavaScript without dependencies, because it runs on whatever Node the machine has,
// before anything is installed. It installs what is missing, then runs the command on the project's own Node.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const NODE_MIN = [20, 9];
const COMMANDS = {
  start: "tooling/dev/src/start.ts",
  dev: "tooling/dev/src/dev.ts",
  test: "tooling/dev/src/test.ts",
  check: "tooling/dev/src/check.ts",
  doctor: "tooling/dev/src/doctor.ts",
  catalog: "tooling/dev/src/catalog.ts",
  admin: "tooling/dev/src/admin.ts",
  bench: "tooling/bench/src/main.ts",
  chaos: "tooling/chaos/src/main.ts",
};

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../../..");
const modules = path.join(root, "node_modules");
const bin = path.join(modules, ".bin");
const onWindows = process.platform === "win32";

function fail(message) {
  console.error(`\n${message}\n`);
  process.exit(1);
}

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major > NODE_MIN[0] || (major === NODE_MIN[0] && minor >= NODE_MIN[1])) return;
  fail(`This needs Node ${NODE_MIN.join(".")} or newer; this is ${process.versions.node}. See https://nodejs.org.`);
}

/** What an install depends on. The stamp is written after an install that ended well, so a broken-off one counts as none. */
function installKey() {
  const hash = createHash("sha256").update(`${process.platform} ${process.arch} ${root}`);
  for (const file of ["pnpm-lock.yaml", "pnpm-workspace.yaml"]) hash.update(readFileSync(path.join(root, file)));
  return hash.digest("hex");
}

const stampFile = path.join(modules, ".cartwright-installed");
const projectNode = path.join(bin, onWindows ? "node.cmd" : "node");

function isInstalled(key) {
  return existsSync(projectNode) && existsSync(stampFile) && readFileSync(stampFile, "utf8") === key;
}

async function install() {
  const key = installKey();
  if (isInstalled(key)) return;
  const { packageManager } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8"));
  await withInstallLock(() => {
    if (isInstalled(key)) return;
    const startedAt = Date.now();
    console.log(`Installing packages (${packageManager}); the first time takes a minute or two.`);
    rmSync(stampFile, { force: true });
    const reporter = process.stdout.isTTY ? "default" : "append-only";
    const args = ["-y", packageManager, "install", "--frozen-lockfile", `--reporter=${reporter}`];
    const { status, signal, error } = spawnSync("npx", args, {
      cwd: root,
      stdio: ["ignore", "inherit", "inherit"],
      shell: onWindows,
      // CI: it must never prompt.
      env: { ...process.env, CI: "true" },
    });
    if (error?.code === "ENOENT")
      fail("`npx` was not found. It comes with npm: install Node with npm from https://nodejs.org.");
    if (signal) process.exit(1);
    if (error || status !== 0) {
      fail(
        "Installing the packages failed; its own output is above. If the package registry cannot be reached, check the\n" +
          "network or the proxy settings (`npm config get registry`), then run the same command again: it goes on where it stopped.",
      );
    }
    writeFileSync(stampFile, key);
    console.log(`Packages installed in ${Math.round((Date.now() - startedAt) / 1000)} s.\n`);
  });
}

/** Two commands begun at once in a fresh clone must not install over each other. */
async function withInstallLock(work) {
  const state = path.join(root, ".data");
  mkdirSync(state, { recursive: true });
  const lock = path.join(state, "installing");
  for (let announced = false; ;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: "wx" });
      break;
    } catch (error) {
      if (error.code !== "EEXIST") fail(`The packages cannot be installed: ${error.message}`);
    }
    const owner = Number(readFileSync(lock, "utf8"));
    if (!isAlive(owner)) {
      rmSync(lock, { force: true });
      continue;
    }
    if (!announced) console.log(`Waiting for process ${owner}, which is installing the packages.`);
    announced = true;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  const release = () => rmSync(lock, { force: true });
  process.once("exit", release);
  await work();
  process.off("exit", release);
  release();
}

function isAlive(pid) {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === "EPERM";
  }
}

/** Runs a command's file on the project's Node. Signals go on to it, its end is ours, and our death ends it (the IPC channel closes). */
function run(script, args) {
  const child = spawn(projectNode, ["--disable-warning=ExperimentalWarning", path.join(root, script), ...args], {
    cwd: root,
    stdio: ["inherit", "inherit", "inherit", "ipc"],
    shell: onWindows,
    env: { ...process.env, ...QUIET, PATH: `${bin}${path.delimiter}${process.env.PATH ?? ""}` },
  });
  // Ctrl-C reaches the child from the terminal as well; it counts signals once.
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  watchParent(() => child.kill("SIGTERM"));
  child.on("error", (error) => fail(`The project's Node could not be started: ${error.message}`));
  child.on("exit", (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
}

const QUIET = { NEXT_TELEMETRY_DISABLED: "1", TURBO_TELEMETRY_DISABLED: "1", DO_NOT_TRACK: "1" };

/** Under npm, a killed npm ends us too. No signal says so; npm is our parent, or its shell is. */
function watchParent(onGone) {
  if (!process.env.npm_lifecycle_event || onWindows) return;
  const ancestors = [process.ppid, parentOf(process.ppid)].filter((pid) => pid > 1);
  setInterval(() => ancestors.every(isAlive) || onGone(), 1000).unref();
}

function parentOf(pid) {
  const { stdout } = spawnSync("ps", ["-o", "ppid=", "-p", String(pid)], { encoding: "utf8" });
  if (stdout) return Number(stdout);
  try {
    // Slim images have no ps. The second field after the name in parentheses.
    return Number(readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ")[1]);
  } catch {
    return 0;
  }
}

const [command = "", ...args] = process.argv.slice(2);
const script = Object.hasOwn(COMMANDS, command) ? COMMANDS[command] : undefined;
if (!script) fail(`Usage: cartwright ${Object.keys(COMMANDS).join("|")} [...]`);
checkNode();
await install();
if (!existsSync(path.join(root, script))) fail(`\`${command}\` is not there yet (${script}).`);
run(script, args);
