import type { CaseBinding, RoomId } from "@konsil/protocol";
import type { CaseMirror } from "./case-mirror.ts";
import { openCase, type CaseRecord } from "./case-record.ts";
import { makeCaseSecret, openCaseSecret, type CaseSecret } from "./case-secret.ts";
import type { CaseServer } from "./case-server.ts";

const KEEP = 5;

/**
 * The secrets this device knows, newest first. The newest is the one the server has; older ones lost a race between two
 * devices, and what was sealed with them is written anew.
 */
export class CaseSecrets {
  readonly #server: CaseServer;
  readonly #mirror: CaseMirror;
  #known: readonly CaseSecret[] = [];
  #tag: string | null = null;
  /** Compared with the server since it last changed there. */
  #isConfirmed = false;
  /** Another device has set another one that we cannot open yet: writing with ours would hide records from it. */
  #isStale = false;

  constructor(server: CaseServer, mirror: CaseMirror) {
    this.#server = server;
    this.#mirror = mirror;
  }

  /** What to seal with; undefined while there is none or it may be out of date. */
  get current(): CaseSecret | undefined {
    return this.#isStale ? undefined : this.#known[0];
  }

  /** The newest we know, up to date or not. */
  get newest(): string | undefined {
    return this.#known[0]?.base64;
  }

  get isConfirmed(): boolean {
    return this.#isConfirmed;
  }

  async fill(known: readonly string[], tag: string | null): Promise<void> {
    const opened = await Promise.all(known.map(openCaseSecret));
    this.#known = opened.filter((secret) => secret !== undefined);
    this.#tag = tag;
    const onServer = this.#server.secretTag();
    if (onServer !== undefined) this.changed(onServer);
  }

  /** @returns true when the server's secret is another one than ours. */
  changed(tag: string | undefined): boolean {
    if (tag === this.#tag || tag === undefined) return false;
    this.#isConfirmed = false;
    this.#isStale = this.#known.length > 0;
    return true;
  }

  /** Reads the secret, or makes it. @returns false when secret storage holds none that can be used. */
  async fetch(): Promise<boolean> {
    let onServer = await this.#server.readSecret();
    if (onServer === undefined) {
      await this.#server.writeSecret(this.#known[0]?.base64 ?? makeCaseSecret());
      // Of two devices that made one at the same time the later write counts for both.
      onServer = await this.#server.readSecret();
    }
    const secret = onServer && (await openCaseSecret(onServer.secret));
    if (onServer === undefined || secret === undefined) return false;
    const older = this.#known.filter(({ base64 }) => base64 !== secret.base64);
    this.#known = [secret, ...older].slice(0, KEEP);
    this.#tag = onServer.tag;
    this.#isConfirmed = true;
    this.#isStale = false;
    await this.#mirror.writeSecrets({ known: this.#known.map(({ base64 }) => base64), tag: this.#tag });
    return true;
  }

  /** @returns undefined when none of ours opens it. `isOutdated`: it was sealed with an older one. */
  async open(
    roomId: RoomId,
    record: CaseRecord,
  ): Promise<{ readonly binding: CaseBinding; readonly isOutdated: boolean } | undefined> {
    for (const [index, secret] of this.#known.entries()) {
      const binding = await openCase(secret, roomId, record);
      if (binding !== undefined) return { binding, isOutdated: index > 0 };
    }
    return undefined;
  }
}
