import type { Panel } from "../e2e/stage/panel.ts";
import type { World } from "../e2e/stage/world.ts";
import type { Sitting } from "./take-pictures.ts";

interface Scene {
  readonly panel: Panel;
  readonly sitting: Sitting;
  readonly world: World;
  /** A PDF on the disk. */
  readonly file: string;
}

export interface Picture {
  readonly name: string;
  readonly browser: "chromium" | "firefox";
  /** Of the window; below 480 the panel fills it. Default: 1440 × 900, the panel docked in the portal. */
  readonly width?: number;
  readonly height?: number;
  readonly theme?: "light" | "dark" | "contrast";
  readonly english?: boolean;
  /** Number of the record; default: Erika Bergmann's. */
  readonly chart?: string;
  /** false: nobody has signed in to the chat yet. */
  readonly signedIn?: boolean;
  readonly prepare?: (scene: Scene) => Promise<void>;
  readonly after?: (scene: Scene) => Promise<void>;
}

/** The conversation of the open record with the most people. */
async function conversation({ panel }: Scene): Promise<void> {
  await panel.until((view) => view.recordConversations.length > 0);
  const [first] = (await panel.view()).recordConversations.toSorted((a, b) => b.memberCount - a.memberCount);
  if (first) await panel.intent({ do: "show", screen: { at: "conversation", roomId: first.roomId } });
  await panel.until((view) => (view.conversation?.rows.length ?? 0) > 3 && view.conversation?.loadingOlder === false);
}

/** The page's own answer about its record, from now on. */
const answers = ({ sitting }: Scene, patient: string): Promise<unknown> =>
  sitting.konsil("update", `{ readPatient: () => (${patient}) }`);

const phone = (width: number, height = 780) => ({ width, height });

export const PICTURES: readonly Picture[] = [
  {
    name: "sign-in",
    browser: "chromium",
    ...phone(479),
    signedIn: false,
    prepare: ({ panel }) => panel.until((view) => view.session.state === "signed-out"),
  },
  {
    name: "sign-in-error",
    browser: "firefox",
    ...phone(360),
    signedIn: false,
    prepare: async ({ panel }) => {
      await panel.signIn("brandt", "falsch");
      await panel.until((view) => view.form.error !== null);
    },
  },
  {
    name: "recovery-enter",
    browser: "chromium",
    ...phone(360),
    english: true,
    signedIn: false,
    prepare: async ({ panel }) => {
      await panel.signIn("brandt", "sonne-brandt");
      await panel.find("konsil-recovery-enter", "textarea");
    },
  },
  {
    name: "recovery-setup",
    browser: "chromium",
    ...phone(479),
    signedIn: false,
    prepare: async ({ panel, world }) => {
      await world.homeservers.sonnenallee.registerUser({
        user: "neu",
        password: "sonne-neu",
        displayName: "Neu, Nora",
      });
      await panel.signIn("neu", "sonne-neu");
      await panel.click("konsil-recovery-setup", ".button.main");
      await panel.find("konsil-recovery-setup", "ol");
    },
  },
  { name: "portal", browser: "chromium", prepare: conversation },
  { name: "portal-dark", browser: "firefox", theme: "dark", prepare: conversation },
  { name: "portal-english", browser: "chromium", english: true, prepare: conversation },
  {
    name: "record-list",
    browser: "chromium",
    ...phone(479),
    prepare: async ({ panel }) => {
      await panel.intent({ do: "show", screen: { at: "record" } });
      await panel.until((view) => view.recordConversations.length > 0);
    },
  },
  { name: "record-empty-similar-name", browser: "firefox", ...phone(479), chart: "20419" },
  {
    name: "all-conversations",
    browser: "chromium",
    ...phone(360),
    theme: "dark",
    prepare: ({ panel }) => panel.intent({ do: "show", screen: { at: "all" } }),
  },
  {
    name: "people-search",
    browser: "chromium",
    ...phone(400),
    prepare: async ({ panel }) => {
      await panel.intent({ do: "show", screen: { at: "new" } });
      await (await panel.find("konsil-find-people", "#term")).type("nwo");
      await panel.until((view) => view.search.hits.length > 0 && !view.search.busy);
    },
  },
  { name: "conversation-320", browser: "chromium", ...phone(320), prepare: conversation },
  { name: "conversation-360", browser: "firefox", ...phone(360), prepare: conversation },
  { name: "conversation-480", browser: "chromium", ...phone(479), prepare: conversation },
  { name: "conversation-contrast", browser: "chromium", ...phone(479), theme: "contrast", prepare: conversation },
  { name: "conversation-english", browser: "firefox", ...phone(360), english: true, prepare: conversation },
  {
    name: "writing",
    browser: "firefox",
    ...phone(400),
    prepare: async (scene) => {
      await conversation(scene);
      await scene.panel.type("Danke. EF bitte im Verlauf beobachten.");
    },
    after: ({ panel }) => panel.intent({ do: "setDraft", text: "" }),
  },
  {
    name: "held",
    browser: "chromium",
    ...phone(400),
    prepare: async (scene) => {
      await conversation(scene);
      await scene.panel.write("Bitte Kalium morgen kontrollieren.");
      await scene.panel.until(
        (view) => view.conversation?.rows.some((row) => row.kind === "message" && row.send?.at === "held") ?? false,
      );
    },
    after: async ({ panel }) => {
      const row = (await panel.messages()).find((one) => one.send?.at === "held");
      if (row) await panel.intent({ do: "takeBack", key: row.key });
      await panel.intent({ do: "setDraft", text: "" });
    },
  },
  {
    name: "offline",
    browser: "chromium",
    ...phone(400),
    prepare: async (scene) => {
      await conversation(scene);
      goOn = scene.world.proxy.cut();
      await scene.panel.until((view) => view.banner !== null);
    },
    after: async ({ panel }) => {
      goOn();
      await panel.intent({ do: "retryConnection" });
      await panel.until((view) => view.banner === null, "", 60_000);
    },
  },
  {
    name: "confirm-file",
    browser: "chromium",
    ...phone(479, 860),
    prepare: async (scene) => {
      await conversation(scene);
      await scene.panel.attach(scene.file);
      await scene.panel.until((view) => view.dialog?.kind === "confirm-files");
    },
    after: ({ panel }) => panel.intent({ do: "closeDialog" }),
  },
  { name: "baby", browser: "firefox", ...phone(360), chart: "20533" },
  { name: "long-name-320", browser: "chromium", ...phone(320), chart: "20627" },
  {
    name: "no-record",
    browser: "chromium",
    ...phone(360),
    prepare: async (scene) => {
      await answers(scene, "null");
      await scene.sitting.konsil("setPatient");
      await scene.panel.until((view) => view.context.state === "none" || view.context.state === "fromConversation");
      await scene.panel.intent({ do: "show", screen: { at: "all" } });
    },
  },
  {
    name: "from-conversation",
    browser: "firefox",
    ...phone(400),
    prepare: async (scene) => {
      await conversation(scene);
      await answers(scene, "null");
      await scene.sitting.konsil("setPatient");
      await scene.panel.until((view) => view.context.state === "fromConversation");
    },
  },
  {
    name: "record-silent",
    browser: "chromium",
    ...phone(400),
    prepare: async (scene) => {
      await conversation(scene);
      await answers(scene, "new Promise(() => undefined)");
      await scene.sitting.konsil("setPatient");
      await scene.panel.until((view) => view.hostSilent);
    },
  },
  {
    name: "record-stale",
    browser: "chromium",
    ...phone(400),
    theme: "dark",
    prepare: async (scene) => {
      await conversation(scene);
      await answers(scene, "new Promise(() => undefined)");
      await scene.sitting.konsil("setPatient");
      await scene.panel.until((view) => view.context.state === "stale");
    },
  },
  {
    name: "record-conflict",
    browser: "firefox",
    ...phone(400),
    prepare: async (scene) => {
      await conversation(scene);
      await scene.sitting.page.evaluate(`{ const element = document.querySelector("konsil-chat");
        element.setAttribute("patient-number", "20419"); element.setAttribute("patient-family", "Bergmann");
        element.setAttribute("patient-given", "Frauke"); element.setAttribute("patient-birth-date", "1964-08-21"); }`);
      await scene.panel.until((view) => view.context.state === "conflict");
    },
  },
  {
    name: "record-candidate",
    browser: "chromium",
    ...phone(400),
    prepare: async (scene) => {
      await answers(scene, `{ number: "20418", family: "Bergmann" }`);
      await scene.sitting.konsil("setPatient");
      await scene.panel.until((view) => view.context.state === "candidate");
    },
  },
  {
    name: "other-record",
    browser: "chromium",
    ...phone(400),
    chart: "4711-208",
    prepare: async ({ panel }) => {
      await panel.until((view) => view.context.state === "confirmed");
      const about = (await panel.view()).allConversations.find((row) => row.binding?.patient.family === "Bergmann");
      if (about) await panel.intent({ do: "show", screen: { at: "conversation", roomId: about.roomId } });
      await panel.until((view) => view.conversation?.composer.state === "closed");
    },
  },
];

let goOn: () => void = () => undefined;
