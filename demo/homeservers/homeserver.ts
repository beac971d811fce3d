import { spawn, type ChildProcess } from "node:child_process";
import { createHmac } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { isPortFree } from "./free-ports.ts";
import { homeserverConfig, logConfig, serverNameOf, type HomeserverPlan } from "./homeserver-config.ts";
import { runToEnd } from "./run-to-end.ts";

export interface NewUser {
  readonly user: string;
  readonly password: string;
  readonly displayName: string;
  readonly admin?: boolean;
}

/** A homeserver that answers. */
export interface Homeserver {
  readonly id: HomeserverPlan["id"];
  readonly name: string;
  /** Client API, `http://127.0.0.1:<port>`. */
  readonly baseUrl: string;
  readonly serverName: string;
  /** Folder of database, media and log; null for a server named by the environment. */
  readonly folder: string | null;
  /** @returns false when the user was there already. */
  registerUser(user: NewUser): Promise<boolean>;
  stop(): Promise<void>;
}

const LAUNCHER = fileURLToPath(new URL("launch.py", import.meta.url));
const READY_WITHIN_MS = 60_000;
const STOP_WITHIN_MS = 15_000;

const TLS_SCRIPT = `
import datetime, sys
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
key = ec.generate_private_key(ec.SECP256R1())
name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
now = datetime.datetime.now(datetime.timezone.utc)
cert = (x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
  .serial_number(x509.random_serial_number()).not_valid_before(now - datetime.timedelta(days=1))
  .not_valid_after(now + datetime.timedelta(days=3650))
  .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False).sign(key, hashes.SHA256()))
open(sys.argv[1] + "/tls.crt", "wb").write(cert.public_bytes(serialization.Encoding.PEM))
open(sys.argv[1] + "/tls.key", "wb").write(key.private_bytes(serialization.Encoding.PEM,
  serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption()))
`;

/** Writes what a new server needs (keys, certificate, configuration) and starts it. Resolves when it answers. */
export async function startHomeserver(plan: HomeserverPlan, python: string): Promise<Homeserver> {
  for (const port of [plan.clientPort, plan.federationPort]) {
    // Somebody else's server there would answer in the place of ours.
    if (!(await isPortFree(port))) throw new Error(`Port ${String(port)} of the homeserver is taken.`);
  }
  await mkdir(`${plan.folder}/media`, { recursive: true });
  await writeFile(`${plan.folder}/homeserver.json`, JSON.stringify(homeserverConfig(plan), null, 2));
  await writeFile(`${plan.folder}/log.json`, JSON.stringify(logConfig(plan), null, 2));
  const config = ["-c", `${plan.folder}/homeserver.json`];
  if (!existsSync(`${plan.folder}/tls.crt`)) await runToEnd(python, ["-c", TLS_SCRIPT, plan.folder]);
  if (!existsSync(`${plan.folder}/signing.key`)) {
    await runToEnd(python, ["-m", "synapse.app.homeserver", ...config, "--generate-keys"]);
  }
  // Its own group: the terminal's Ctrl-C goes to ours, and we stop the server in order. Its standard input tells it when
  // we are gone without a word.
  const child = spawn(python, [LAUNCHER, ...config], { stdio: ["pipe", "ignore", "pipe"], detached: true });
  let errors = "";
  child.stderr.on("data", (chunk: Buffer) => (errors = (errors + chunk.toString()).slice(-2000)));
  const baseUrl = `http://127.0.0.1:${String(plan.clientPort)}`;
  await untilReady(baseUrl, child, () => errors);
  return {
    id: plan.id,
    name: plan.name,
    baseUrl,
    serverName: serverNameOf(plan),
    folder: plan.folder,
    registerUser: (user) => registerUser(baseUrl, plan.registrationSecret, user),
    stop: () => stopChild(child),
  };
}

/** Asks until the server answers. */
export async function untilReady(baseUrl: string, child: ChildProcess | null, errors: () => string): Promise<void> {
  const deadline = Date.now() + READY_WITHIN_MS;
  for (;;) {
    if (child?.exitCode !== null && child?.exitCode !== undefined) throw new Error(`homeserver ended: ${errors()}`);
    try {
      const answer = await fetch(`${baseUrl}/_matrix/client/versions`);
      await answer.arrayBuffer();
      if (answer.ok) return;
    } catch {
      // Not listening yet.
    }
    if (Date.now() > deadline) throw new Error(`homeserver at ${baseUrl} does not answer: ${errors()}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function stopChild(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) {
      resolve();
      return;
    }
    const force = setTimeout(() => child.kill("SIGKILL"), STOP_WITHIN_MS);
    child.once("exit", () => {
      clearTimeout(force);
      resolve();
    });
    child.kill("SIGTERM");
  });
}

/** Synapse's shared-secret registration (`/_synapse/admin/v1/register`), then the display name. */
export async function registerUser(baseUrl: string, secret: string, user: NewUser): Promise<boolean> {
  const url = `${baseUrl}/_synapse/admin/v1/register`;
  const { nonce } = (await (await fetch(url)).json()) as { nonce: string };
  const parts = [nonce, user.user, user.password, user.admin === true ? "admin" : "notadmin"];
  const mac = createHmac("sha1", secret).update(parts.join("\0")).digest("hex");
  const answer = await fetch(url, {
    method: "POST",
    body: JSON.stringify({
      nonce,
      username: user.user,
      displayname: user.displayName,
      password: user.password,
      admin: user.admin === true,
      mac,
    }),
  });
  const body = (await answer.json()) as { errcode?: string };
  if (answer.ok) return true;
  if (body.errcode === "M_USER_IN_USE") return false;
  throw new Error(`registration refused: ${body.errcode ?? String(answer.status)}`);
}
