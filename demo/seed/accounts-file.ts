import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { dirname } from "node:path";

/** One account of the demo, as the start page shows it. */
export interface DemoAccount {
  readonly site: "sonnenallee" | "nord";
  readonly user: string;
  readonly userId: string;
  readonly displayName: string;
  readonly password: string;
  readonly recoveryKey: string;
}

/** Written when the seed is complete. */
export interface AccountsFile {
  /** Day of the first start: the babies of the demo are as old as on that day. */
  readonly today: string;
  readonly accounts: readonly DemoAccount[];
}

/** @returns undefined when there is none, or none that is whole */
export async function readAccounts(path: string): Promise<AccountsFile | undefined> {
  try {
    return JSON.parse(await readFile(path, "utf8")) as AccountsFile;
  } catch {
    return undefined;
  }
}

export async function writeAccounts(path: string, accounts: AccountsFile): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(`${path}.new`, JSON.stringify(accounts, null, 2), { mode: 0o600 });
  await rename(`${path}.new`, path);
}
