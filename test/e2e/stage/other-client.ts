import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { ensureOtherClient } from "../../../tools/ensure.mjs";

const script = fileURLToPath(new URL("../other-client/other_client.py", import.meta.url));

export interface OtherMessage {
  readonly room: string;
  readonly sender: string;
  readonly id: string;
  readonly content: Readonly<Record<string, unknown>>;
}

type Said =
  | { readonly t: "ready"; readonly user: string }
  | { readonly t: "invited"; readonly room: string }
  | ({ readonly t: "message" } & OtherMessage)
  | { readonly t: "locked"; readonly room: string; readonly id: string }
  | { readonly t: "done"; readonly command: number; readonly ok: boolean };

/** A person whose client is not ours (matrix-nio), in a process of its own. */
export class OtherClient {
  readonly #said: Said[] = [];
  readonly #listeners = new Set<() => void>();
  readonly #child;
  readonly #folder: string;
  #commands = 0;

  private constructor(child: ReturnType<typeof startPython>, folder: string) {
    this.#child = child;
    this.#folder = folder;
    createInterface({ input: child.stdout }).on("line", (line) => {
      this.#said.push(JSON.parse(line) as Said);
      for (const listener of [...this.#listeners]) listener();
    });
  }

  static async signIn(baseUrl: string, user: string, password: string): Promise<OtherClient> {
    const folder = await mkdtemp(join(tmpdir(), "konsil-other-"));
    const client = new OtherClient(startPython([baseUrl, user, password, folder]), folder);
    await client.#hears((said) => said.t === "ready");
    return client;
  }

  get userId(): string {
    const ready = this.#said.find((said) => said.t === "ready");
    return ready?.t === "ready" ? ready.user : "";
  }

  /** @returns the room */
  async invitation(): Promise<string> {
    const said = await this.#hears((one) => one.t === "invited");
    return said.t === "invited" ? said.room : "";
  }

  join(room: string): Promise<void> {
    return this.#do({ do: "join", room });
  }

  invite(room: string, user: string): Promise<void> {
    return this.#do({ do: "invite", room, user });
  }

  sendText(room: string, body: string): Promise<void> {
    return this.#do({ do: "send", room, content: { msgtype: "m.text", body } });
  }

  messages(room: string): OtherMessage[] {
    return this.#said.filter((said) => said.t === "message").filter((said) => said.room === room);
  }

  /** Resolves with the first message that fits; without any the runner's own limit ends the test. */
  async reads(room: string, fits: (message: OtherMessage) => boolean): Promise<OtherMessage> {
    const said = await this.#hears((one) => one.t === "message" && one.room === room && fits(one));
    if (said.t !== "message") throw new Error(said.t);
    return said;
  }

  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.#child.once("exit", resolve));
    this.#child.stdin.end();
    await ended;
    await rm(this.#folder, { recursive: true, force: true });
  }

  async #do(command: Readonly<Record<string, unknown>>): Promise<void> {
    const id = (this.#commands += 1);
    this.#child.stdin.write(`${JSON.stringify({ ...command, id })}\n`);
    const said = await this.#hears((one) => one.t === "done" && one.command === id);
    if (said.t !== "done" || !said.ok) throw new Error(`refused: ${String(command["do"])}`);
  }

  #hears(fits: (said: Said) => boolean): Promise<Said> {
    return new Promise((resolve, reject) => {
      const ended = (): void => reject(new Error("the other client has ended"));
      const look = (): void => {
        const said = this.#said.find(fits);
        if (said === undefined) return;
        this.#listeners.delete(look);
        this.#child.off("exit", ended);
        resolve(said);
      };
      this.#child.once("exit", ended);
      this.#listeners.add(look);
      look();
    });
  }
}

function startPython(args: readonly string[]) {
  return spawn(ensureOtherClient(), [script, ...args], { stdio: ["pipe", "pipe", "inherit"] });
}
