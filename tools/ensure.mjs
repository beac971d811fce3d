/**
 * Installs what is missing before anything else runs. No dependencies, Node 20 and up: this is the first thing a fresh
 * clone executes. Each step says in one line what it does, and does nothing when there is nothing to do.
 */
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { homedir, platform } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("..", import.meta.url));

const isWindows = platform() === "win32";
const PYTHONS = ["python3.13", "python3.12", "python3.11", "python3.10", "python3", "python"];
/** The demo runs TypeScript as it is: built into Node from here on. */
const NODE_FOR_TYPESCRIPT = [22, 18];

/** A sentence for the person at the terminal: printed alone, without a stack. */
export class MissingPart extends Error {}

/** @param {string} line */
const say = (line) => process.stdout.write(`${line}\n`);

/** Runs a command in the repository, its output on the terminal. @param {string} command @param {string[]} args */
function run(command, args, env = {}) {
  const result = spawnSync(command, args, { cwd: root, stdio: "inherit", env: { ...process.env, ...env } });
  return result.status === 0;
}

/** @param {string} command @param {string[]} args @returns {string | undefined} what it printed, when it succeeded */
function ask(command, args) {
  const result = spawnSync(command, args, { cwd: root, encoding: "utf8" });
  return result.status === 0 ? result.stdout.trim() : undefined;
}

/** @param {string[]} names @returns {string | undefined} the first of these programs that is on the PATH */
function findProgram(names) {
  const folders = (process.env.PATH ?? "").split(delimiter);
  for (const name of names) {
    if (name.includes("/") && existsSync(name)) return name;
    const folder = folders.find((candidate) => candidate !== "" && existsSync(join(candidate, name)));
    if (folder !== undefined) return join(folder, name);
  }
  return undefined;
}

const canAptInstall = () => process.getuid?.() === 0 && findProgram(["apt-get"]) !== undefined;

/** @param {string[]} packages */
function aptInstall(packages) {
  const env = { DEBIAN_FRONTEND: "noninteractive" };
  const install = ["install", "-y", "--no-install-recommends", ...packages];
  return run("apt-get", install, env) || (run("apt-get", ["update"], env) && run("apt-get", install, env));
}

/** @typedef {{ version?: string, link?: boolean, optional?: boolean, peer?: boolean }} LockEntry */

/** @param {string} file @returns {Record<string, LockEntry> | undefined} */
function lockEntries(file) {
  if (!existsSync(file)) return undefined;
  return JSON.parse(readFileSync(file, "utf8")).packages;
}

/** By content, not by time: a checkout touches the lock file without changing it. */
function nodeModulesFit() {
  const wanted = lockEntries(join(root, "package-lock.json"));
  const present = lockEntries(join(root, "node_modules", ".package-lock.json"));
  if (wanted === undefined || present === undefined) return false;
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === "" || entry.optional === true) return true;
    return present[path]?.version === entry.version;
  });
}

/** node_modules from the lock file. Idempotent. */
export function ensureNodeModules() {
  if (nodeModulesFit()) return;
  say("Installing the packages of the lock file (npm ci) …");
  const npm = isWindows ? "npm.cmd" : "npm";
  if (!run(npm, ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], { PUPPETEER_SKIP_DOWNLOAD: "1" })) {
    throw new MissingPart("npm ci failed; its last lines above say why.");
  }
}

/** @returns {string} a Node that runs TypeScript: the one among the packages, else the one that runs this */
export function nodeForTypeScript() {
  const packaged = join(root, "node_modules", ".bin", isWindows ? "node.exe" : "node");
  if (existsSync(packaged) && ask(packaged, ["--version"]) !== undefined) return packaged;
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  const [needMajor = 0, needMinor = 0] = NODE_FOR_TYPESCRIPT;
  if (major > needMajor || (major === needMajor && minor >= needMinor)) return process.execPath;
  throw new MissingPart(
    `Install Node ${NODE_FOR_TYPESCRIPT.join(".")} or newer: this one is ${process.versions.node}.`,
  );
}

/**
 * Runs a script of the repository under that Node, with the packages' programs on the PATH, to its end. Interrupts go to
 * it first; when this process dies without a word, the closed channel tells it.
 * @param {string} script @param {string[]} args @returns {Promise<number>} its exit code
 */
export function runUnderNode(script, args) {
  const node = nodeForTypeScript();
  const path = [join(root, "node_modules", ".bin"), process.env.PATH ?? ""].join(delimiter);
  const child = spawn(node, ["--conditions=source", "--disable-warning=ExperimentalWarning", script, ...args], {
    cwd: root,
    stdio: ["inherit", "inherit", "inherit", "ipc"],
    env: { ...process.env, PATH: path },
  });
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) {
    process.on(signal, () => child.connected && child.send({ stop: signal }));
  }
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => resolve(code ?? 1));
  });
}

function findPython() {
  const named = process.env.KONSIL_PYTHON;
  const check = "import sys; sys.exit(0 if (3, 10) <= sys.version_info < (3, 15) else 1)";
  for (const name of named === undefined ? PYTHONS : [named]) {
    if (ask(name, ["-c", check]) !== undefined) return name;
  }
  throw new MissingPart("Install Python 3.10 or newer (KONSIL_PYTHON may name it): the homeservers run on it.");
}

/** @param {string} python @param {string} folder */
function makeVenv(python, folder) {
  rmSync(folder, { recursive: true, force: true });
  const make = () => spawnSync(python, ["-m", "venv", folder], { cwd: root }).status === 0;
  if (make() || (canAptInstall() && aptInstall(["python3-venv"]) && make())) return;
  throw new MissingPart(`${python} cannot make a virtual environment: install its venv module (Debian: python3-venv).`);
}

/**
 * A virtual environment in the project's cache, filled from a pinned and hash-checked list. Idempotent.
 * @param {{ name: string, requirements: string, module: string, what: string, flags?: string[] }} environment
 * @returns {string} its Python
 */
function ensureEnvironment({ name, requirements, module, what, flags = [] }) {
  const folder = join(root, ".cache", name);
  const python = join(folder, isWindows ? "Scripts/python.exe" : "bin/python");
  const list = join(root, requirements);
  const stamp = join(folder, ".installed");
  const wanted = createHash("sha256").update(readFileSync(list)).digest("hex");
  const isThere = existsSync(stamp) && readFileSync(stamp, "utf8") === wanted;
  if (isThere && ask(python, ["-c", `import ${module}`]) !== undefined) return python;
  say(`Installing ${what} into .cache/${name} (about a minute) …`);
  mkdirSync(join(root, ".cache"), { recursive: true });
  makeVenv(findPython(), folder);
  const pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes"];
  if (!run(python, [...pip, ...flags, "-r", list])) {
    throw new MissingPart(`pip could not install ${what}; its last lines above say why.`);
  }
  writeFileSync(stamp, wanted);
  return python;
}

/** matrix-synapse. @returns {string} its Python */
export const ensureSynapse = () =>
  ensureEnvironment({
    name: "synapse",
    requirements: "demo/homeservers/requirements.txt",
    module: "synapse",
    what: "the homeserver",
    flags: ["--only-binary", ":all:"],
  });

/** matrix-nio, a client that is not ours, for the tests. Two small parts of it come as source. @returns {string} its Python */
export const ensureOtherClient = () =>
  ensureEnvironment({
    name: "other-client",
    requirements: "test/e2e/other-client/requirements.txt",
    module: "nio.crypto",
    what: "another Matrix client",
  });

const CHROMIUMS = [
  "chromium",
  "chromium-browser",
  "google-chrome-stable",
  "google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];
const FIREFOXES = ["firefox-esr", "firefox", "/Applications/Firefox.app/Contents/MacOS/firefox"].concat(
  join(homedir(), "Applications/Firefox.app/Contents/MacOS/firefox"),
);

const findBrowsers = () => ({
  chromium: process.env.KONSIL_CHROMIUM ?? findProgram(CHROMIUMS),
  firefox: process.env.KONSIL_FIREFOX ?? findProgram(FIREFOXES),
});

/** Chromium and Firefox for the tests, from the system. Idempotent. @returns {{ chromium: string, firefox: string }} */
export function ensureBrowsers() {
  let { chromium, firefox } = findBrowsers();
  const missing = [...(chromium ? [] : ["chromium"]), ...(firefox ? [] : ["firefox-esr"])];
  if (missing.length > 0 && canAptInstall()) {
    say(`Installing ${missing.join(" and ")} from the system's packages …`);
    aptInstall(missing);
    ({ chromium, firefox } = findBrowsers());
  }
  if (chromium && firefox) return { chromium, firefox };
  throw new MissingPart(
    `Install ${missing.join(" and ")} (KONSIL_CHROMIUM and KONSIL_FIREFOX may name them): the tests drive both.`,
  );
}

/** Ends the process with the sentence of a {@link MissingPart}. @param {unknown} error @returns {never} */
export function endWithSentence(error) {
  if (!(error instanceof MissingPart)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    ensureNodeModules();
    ensureSynapse();
    ensureOtherClient();
    ensureBrowsers();
  } catch (error) {
    endWithSentence(error);
  }
}
