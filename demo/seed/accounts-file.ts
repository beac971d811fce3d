import { readFile, rename, writeFile } from "node:fs/promises";

/** One account of the demo, as the start page shows it. */
export interface DemoAccount {
  readonly site: "sonnenallee" | "nord";
  readonly user: string;
  readonly userId: string;
  readonly displayName: string;
  readonly password: string;
  readonly recoveryKey: string;
}

/** What the seed has done so far. Written after each step, so that a second run goes on where the first ended. */
export interface AccountsFile {
  /** Day of the first start: the babies of the demo stay the age their records say. */
  readonly today: string;
  readonly accounts: readonly DemoAccount[];
  /** Rooms of the seeded conversations by their id, with the number of messages that are in them. */
  readonly conversations: Readonly<Record<string, { readonly roomId: string; readonly sent: number }>>;
}

export async function readAccounts(path: string): Promise<AccountsFile | undefined> {
  try {
    return JSON.parse(await readFile(path, "utf8")) as AccountsFile;
  } catch {
    return undefined;
  }
}

export async function writeAccounts(path: string, accounts: AccountsFile): Promise<void> {
  await writeFile(`${path}.new`, JSON.stringify(accounts, null, 2), { mode: 0o600 });
  await rename(`${path}.new`, path);
}
