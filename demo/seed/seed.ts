import { parseHostPatient, type Patient, type RoomId, type UserId } from "@konsil/protocol";
import { createBot, type Bot } from "@konsil/engine/bot";
import { FindingStore } from "../findings/finding-store.ts";
import type { Homeserver } from "../homeservers/homeserver.ts";
import type { Homeservers } from "../homeservers/start-homeservers.ts";
import type { Chart } from "../patients/chart.ts";
import { chartsOf } from "../patients/charts.ts";
import { staff, type StaffMember } from "../patients/staff.ts";
import { readAccounts, writeAccounts, type DemoAccount } from "./accounts-file.ts";
import { isBackedUp } from "./is-backed-up.ts";
import { stories, type Story, type StoryLine } from "./stories.ts";

export interface SeedOptions {
  readonly homeservers: Homeservers;
  /** Keeps what was done; the start page shows the accounts in it. */
  readonly accountsFile: string;
  /** `2026-11-24` */
  readonly today: string;
  readonly log: (line: string) => void;
  /** Fewer of them in tests. */
  readonly stories?: readonly Story[];
}

interface Person {
  readonly member: StaffMember;
  readonly bot: Bot;
}
type People = ReadonlyMap<string, Person>;

/** Accounts with recovery keys and conversations with history. Does nothing when it was done before. */
export async function seed(options: SeedOptions): Promise<void> {
  const { accountsFile, today, log } = options;
  if ((await readAccounts(accountsFile)) !== undefined) return;
  const told = options.stories ?? stories;
  log("Making accounts with encryption and recovery keys …");
  const people = new Map<string, Person>();
  try {
    const accounts: DemoAccount[] = [];
    for (const member of staff) {
      const person = await signUp(member, options.homeservers[member.site]);
      people.set(member.user, person);
      accounts.push(accountOf(person));
    }
    const findings = new FindingStore();
    for (const [index, story] of told.entries()) {
      log(`Conversation ${String(index + 1)} of ${String(told.length)} …`);
      await tell(story, people, findings, today);
    }
    log("Waiting for the key backups …");
    await Promise.all([...people.values()].map(({ bot }) => isBackedUp(bot.client)));
    // Last: a file that is there says that all of it is there.
    await writeAccounts(accountsFile, { today, accounts });
  } finally {
    for (const { bot } of people.values()) bot.stop();
  }
}

async function signUp(member: StaffMember, homeserver: Homeserver): Promise<Person> {
  await homeserver.registerUser(member);
  const { baseUrl, serverName } = homeserver;
  const { user, password } = member;
  return { member, bot: await createBot({ baseUrl, serverName, user, password, setUpRecovery: true }) };
}

function accountOf({ member, bot }: Person): DemoAccount {
  const { site, user, displayName, password } = member;
  return { site, user, displayName, password, userId: bot.userId, recoveryKey: bot.recoveryKey ?? "" };
}

async function tell(story: Story, people: People, findings: FindingStore, today: string): Promise<void> {
  const author = personOf(people, story.from);
  const others = story.with.map((user) => personOf(people, user).bot);
  const invited = (story.invited ?? []).map((user) => personOf(people, user).bot);
  const userIds = [...others, ...invited].map((bot): UserId => bot.userId);
  const roomId = await author.bot.createRoom(userIds);
  const chart = chartOf(author.member, story.record, today);
  if (chart) await author.bot.bindCase(roomId, patientOf(author.member, chart));
  for (const bot of others) await bot.join(roomId);
  let last = "";
  for (const line of story.lines) last = await say(line, roomId, people, chart, findings);
  for (const bot of [author.bot, ...others]) {
    const event = await bot.waitFor(roomId, (_content, candidate) => candidate.getId() === last);
    const isUnread = story.unreadFor?.includes(localpart(bot.userId)) === true;
    if (!isUnread) await bot.client.sendReadReceipt(event);
  }
}

async function say(
  line: StoryLine,
  roomId: RoomId,
  people: People,
  chart: Chart | null,
  findings: FindingStore,
): Promise<string> {
  const { bot } = personOf(people, line.by);
  if ("text" in line) return bot.sendText(roomId, line.text);
  const finding = chart?.findings.find(({ id }) => id === line.finding);
  if (!chart || !finding) throw new Error(`no finding ${line.finding}`);
  const file = await findings.fileOf(chart, finding);
  return bot.sendFile(roomId, { ...file, bytes: new Uint8Array(file.bytes) });
}

function chartOf(member: StaffMember, number: string | null, today: string): Chart | null {
  if (number === null) return null;
  const chart = chartsOf(member.site, today).find(({ patient }) => patient.number === number);
  if (!chart) throw new Error(`no record ${number}`);
  return chart;
}

const ISSUERS = { sonnenallee: "Praxis Sonnenallee", nord: "Klinikum Nord" } as const;

/** The same shape that the portal of this practice gives the chat. */
function patientOf(member: StaffMember, chart: Chart): Patient {
  const patient = parseHostPatient(chart.patient, member.site, ISSUERS[member.site]);
  if (!patient) throw new Error(`absurd record ${chart.patient.number}`);
  return patient;
}

function personOf(people: People, user: string): Person {
  const person = people.get(user);
  if (!person) throw new Error(`nobody called ${user}`);
  return person;
}

const localpart = (userId: string): string => userId.slice(1, userId.indexOf(":"));
