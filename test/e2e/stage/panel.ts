import type { ElementHandle, Frame } from "puppeteer-core";
import type { Conversation, Intent, MessageRow, PanelView } from "@konsil/protocol";

interface DrawnPanel extends HTMLElement {
  readonly view: PanelView;
}

/** What a person does in the frame, and what the frame draws. */
export class Panel {
  readonly frame: Frame;

  private constructor(frame: Frame) {
    this.frame = frame;
  }

  static async on(frame: Frame): Promise<Panel> {
    await frame.waitForSelector("konsil-panel", { timeout: 20_000 });
    return new Panel(frame);
  }

  find(...path: string[]): Promise<ElementHandle> {
    const selector = path.map((part) => `>>> ${part}`).join(" ");
    return this.frame.waitForSelector(selector, { timeout: 15_000 }) as Promise<ElementHandle>;
  }

  async click(...path: string[]): Promise<void> {
    await (await this.find(...path)).evaluate((element) => (element as HTMLElement).click());
  }

  /** The view as the panel has it now. Maps do not cross: what tests need is taken inside. */
  view(): Promise<PanelView> {
    return this.frame.evaluate(() => {
      const { view } = document.querySelector("konsil-panel") as DrawnPanel;
      return JSON.parse(JSON.stringify(view)) as PanelView;
    });
  }

  /** Waits until the view fits; the condition runs in the page. Asked as an expression: the frame's policy allows no eval. */
  async until(fits: (view: PanelView, argument: string) => boolean, argument = "", withinMs = 20_000): Promise<void> {
    const view = 'document.querySelector("konsil-panel")?.view';
    const question = `Boolean(${view} && (${fits.toString()})(${view}, ${JSON.stringify(argument)}))`;
    const deadline = Date.now() + withinMs;
    while (!(await this.frame.evaluate(question))) {
      if (Date.now() > deadline) {
        const now = JSON.stringify(await this.view()).slice(0, 3000);
        throw new Error(`not seen: ${fits.toString()} (${argument})\n${now}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  intent(intent: Intent): Promise<void> {
    return this.frame.evaluate((detail) => {
      document.querySelector("konsil-panel")?.dispatchEvent(new CustomEvent("konsil-intent", { detail }));
    }, intent);
  }

  async signIn(user: string, password: string): Promise<void> {
    await (await this.find("konsil-sign-in", "#user")).type(user);
    await (await this.find("konsil-sign-in", "#password")).type(password);
    await this.click("konsil-sign-in", ".button.main");
  }

  /** The three steps for a new account. @returns the recovery key */
  async setUpRecovery(): Promise<string> {
    await this.click("konsil-recovery-setup", ".button.main");
    await this.find("konsil-recovery-setup", "ol");
    const groups = await this.frame.$$eval(">>> konsil-recovery-setup >>> li b", (all) =>
      all.map((one) => one.textContent),
    );
    await this.click("konsil-recovery-setup", ".button.main");
    for (const index of [0, 1]) {
      const field = await this.find("konsil-recovery-setup", `#group${String(index)}`);
      const label = await field.evaluate((input) => input.previousElementSibling?.textContent ?? "");
      await field.type(groups[Number(/\d+/.exec(label)?.[0]) - 1] ?? "");
    }
    await this.click("konsil-recovery-setup", ".button.main");
    await this.ready();
    return groups.join(" ");
  }

  async unlock(recoveryKey: string): Promise<void> {
    await (await this.find("konsil-recovery-enter", "textarea")).type(recoveryKey);
    await this.click("konsil-recovery-enter", ".button.main");
    await this.ready();
  }

  /** Who holds the engine's lock in this browser, and who waits for it. */
  engineLocks(): Promise<{ held: number; pending: number }> {
    return this.frame.evaluate(async () => {
      const { held, pending } = await navigator.locks.query();
      const ours = (all: LockInfo[] | undefined) => (all ?? []).filter((lock) => lock.name?.endsWith(":engine")).length;
      return { held: ours(held), pending: ours(pending) };
    });
  }

  /** The engine is there and has heard of its server: what is painted of the last view is never online. */
  ready(): Promise<void> {
    return this.until(
      (view) => view.session.state === "ready" && view.session.connection.state === "online" && view.roomsKnown,
    );
  }

  /** A new conversation about the open record with one person found by their whole address. */
  async startWith(address: string): Promise<void> {
    await this.until((view) => view.context.state !== "loading");
    await this.intent({ do: "show", screen: { at: "new" } });
    await (await this.find("konsil-find-people", "#term")).type(address);
    await this.until((view, given) => view.search.hits.some((hit) => hit.userId === given), address);
    await this.click("konsil-find-people", ".row");
    await this.click("konsil-find-people", ".foot", ".button.main");
    await this.until((view) => view.conversation?.conversation.encryption === "yes");
  }

  async acceptFirstInvitation(): Promise<void> {
    await this.until((view) => view.invitations.length > 0);
    await this.intent({ do: "show", screen: { at: "all" } });
    await this.click("konsil-invitations", ".button");
    await this.until((view) => view.invitations.length === 0 && view.allConversations.length > 0);
  }

  async openFirst(): Promise<void> {
    await this.until((view) => view.allConversations.length > 0);
    const { allConversations } = await this.view();
    const roomId = (allConversations[0] as Conversation).roomId;
    await this.intent({ do: "show", screen: { at: "conversation", roomId } });
    await this.until((view) => view.conversation !== null);
  }

  async type(text: string): Promise<void> {
    const field = await this.find("konsil-composer", "textarea");
    await field.focus();
    // As fast as a person: a burst would count as a card reader, whose Enter does not send (safety M3).
    await field.type(text, { delay: 30 });
  }

  async write(text: string): Promise<void> {
    await this.type(text);
    await (await this.find("konsil-composer", "textarea")).press("Enter");
  }

  async attach(...paths: string[]): Promise<void> {
    const input = (await this.find("konsil-composer", "input[type=file]")) as ElementHandle<HTMLInputElement>;
    await input.uploadFile(...paths);
  }

  async confirmFiles(): Promise<void> {
    await this.click("konsil-confirm-files", ".button.main");
  }

  sees(text: string, withinMs?: number): Promise<void> {
    return this.until(hasText, text, withinMs);
  }

  sent(text: string, withinMs?: number): Promise<void> {
    return this.until(hasSent, text, withinMs);
  }

  async messages(): Promise<MessageRow[]> {
    const { conversation } = await this.view();
    return (conversation?.rows ?? []).filter((row) => row.kind === "message");
  }

  async texts(): Promise<string[]> {
    return (await this.messages()).map((row) =>
      "text" in row.body ? row.body.text : "name" in row.body ? row.body.name : row.body.kind,
    );
  }
}

// Both run in the page: nothing from outside of them can be used.
const hasText = (view: PanelView, given: string): boolean =>
  view.conversation?.rows.some(
    (row) => row.kind === "message" && JSON.stringify(row.body).includes(JSON.stringify(given).slice(1, -1)),
  ) ?? false;
const hasSent = (view: PanelView, given: string): boolean =>
  view.conversation?.rows.some(
    (row) =>
      row.kind === "message" &&
      (!row.own || row.send?.at === "sent") &&
      row.eventId !== null &&
      JSON.stringify(row.body).includes(JSON.stringify(given).slice(1, -1)),
  ) ?? false;
