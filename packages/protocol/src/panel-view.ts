import type { PatientContext } from "./context.ts";
import type { Conversation, Invitation, PersonHit } from "./conversation.ts";
import type { ErrorCode, ErrorDetail } from "./error-code.ts";
import type { DropRefusal, Locale } from "./host-channel.ts";
import type { EventId, RoomId, RowKey, UserId } from "./ids.ts";
import type { Patient } from "./patient.ts";
import type { SessionView } from "./session.ts";
import type { ReplyQuote, TimelineRow } from "./timeline-row.ts";
import type { Transfer } from "./transfer.ts";

/** Which page of the panel is shown once the session is ready. */
export type Screen =
  | { readonly at: "record" } // conversations about the open record
  | { readonly at: "all" } // all conversations
  | { readonly at: "new" } // choose people for a new conversation
  | { readonly at: "conversation"; readonly roomId: RoomId };

/** Why the composer is closed; each has a sentence and one action in the same place. */
export type ClosedReason =
  | "loading"
  | "candidate"
  | "conflict"
  | "stale"
  | "other-record"
  | "no-record-link"
  | "left"
  | "not-encrypted"
  | "second-view"
  | "starting";

export interface DraftView {
  readonly text: string;
  readonly replyTo: ReplyQuote | null;
  readonly replyEventId: EventId | null;
  /** Rises with every change that did not come from the field itself: the field then takes over the text. */
  readonly revision: number;
}

export type ComposerView =
  | {
      readonly state: "open";
      /** null: "Ohne Patient". */
      readonly about: Patient | null;
      /** Recipient, its organisation and how many read along (safety C3). */
      readonly to: string;
      readonly organisation: string;
      readonly readers: number;
      readonly draft: DraftView;
      /** The host is being asked, the key press is taken, nothing is lost. */
      readonly asking: boolean;
    }
  | {
      readonly state: "closed";
      readonly reason: ClosedReason;
      readonly draftKept: boolean;
      readonly otherRecord: Patient | null;
    }
  /** A draft of another record waits in this place. */
  | {
      readonly state: "elsewhere";
      readonly patient: Patient;
      readonly text: string;
      readonly to: string;
      readonly begunAt: number;
      /** Patient of the record that is open now; null: no record. */
      readonly here: Patient | null;
    };

export interface ConversationView {
  readonly conversation: Conversation;
  readonly rows: readonly TimelineRow[];
  readonly moreAbove: boolean;
  readonly loadingOlder: boolean;
  readonly transfers: readonly Transfer[];
  /** Decrypted pictures as blob: URLs, made on `needPicture`; until then "loading", or the code of what went wrong. */
  readonly pictures: ReadonlyMap<RowKey, string>;
  /** Set when the conversation is about another patient than the open record: the plate then shows this patient, hatched. */
  readonly otherRecord: { readonly about: Patient; readonly open: Patient } | null;
  readonly composer: ComposerView;
}

export interface FileToSend {
  readonly name: string;
  readonly mimeType: string;
  readonly sizeBytes: number;
}

export type DialogView =
  | {
      readonly kind: "confirm-files";
      readonly about: Patient | null;
      readonly to: string;
      readonly organisation: string;
      readonly readers: number;
      readonly files: readonly FileToSend[];
      /** Checks that were made, in words of the catalogue: sameRecord (drag start and drop), sizeOk, ... */
      readonly checks: readonly {
        readonly check: "same-record" | "chosen-here" | "similar-name" | "not-checked";
        readonly good: boolean;
      }[];
      readonly caption: string;
      readonly busy: boolean;
    }
  /** A drop that was not taken: both patients are named where the record changed meanwhile. */
  | {
      readonly kind: "drop-refused";
      readonly reason: DropRefusal | "record-changed" | "not-allowed" | "no-conversation";
      readonly from: Patient | null;
      readonly open: Patient | null;
    }
  | { readonly kind: "confirm-discard"; readonly key: RowKey }
  /** Another organisation's patient beside the one of the own record (safety P1). */
  | {
      readonly kind: "confirm-link";
      readonly claimed: Patient;
      readonly own: Patient;
      /** The organisation that says so. */
      readonly by: string;
      readonly busy: boolean;
    };

export type ToastView = {
  readonly id: number;
  readonly said: "taken-back" | "already-sent" | "saved" | "accepted" | "copied" | "linked";
};

export type BannerView =
  | { readonly kind: "offline"; readonly since: number; readonly waiting: number }
  | { readonly kind: "server-down"; readonly since: number }
  | { readonly kind: "rate-limited"; readonly retryAt: number }
  | { readonly kind: "restoring"; readonly doneKeys: number; readonly totalKeys: number }
  /** Names of those whom the servers refused or did not reach; the others are invited. */
  | { readonly kind: "not-invited"; readonly names: readonly string[] }
  | { readonly kind: "error"; readonly code: ErrorCode; readonly detail: ErrorDetail };

/** All that the panel draws. Plain data; the app makes a new one for every change. */
export interface PanelView {
  readonly locale: Locale;
  readonly practiceName: string;
  readonly session: SessionView;
  /** Set while a call of the sign-in or recovery pages runs, or after it failed. */
  readonly form: {
    readonly busy: boolean;
    readonly error: { readonly code: ErrorCode; readonly detail: ErrorDetail } | null;
    readonly recoveryKey: string | null;
  };
  readonly context: PatientContext;
  /** No answer of the host for 250 ms: "Akte antwortet nicht", asked again up to 2 s (safety P3). */
  readonly hostSilent: boolean;
  /** Another patient of this practice with the same or a like name, from the index; null when none. */
  readonly similar: Patient | null;
  readonly screen: Screen;
  readonly recordConversations: readonly Conversation[];
  readonly allConversations: readonly Conversation[];
  readonly invitations: readonly Invitation[];
  /** The rooms topic has delivered its first snapshot. */
  readonly roomsKnown: boolean;
  readonly draftRooms: ReadonlySet<RoomId>;
  readonly unreadTotal: number;
  readonly search: {
    readonly term: string;
    readonly busy: boolean;
    readonly hits: readonly PersonHit[];
    readonly limited: boolean;
    readonly error: ErrorCode | null;
    readonly starting: boolean;
  };
  readonly conversation: ConversationView | null;
  readonly banner: BannerView | null;
  readonly dialog: DialogView | null;
  readonly toast: ToastView | null;
  /** A drag is over the frame or over the host's zone in front of it. */
  readonly dropZone: "hidden" | "ready" | "refused";
  readonly closable: boolean;
}

/** What a person wants. Elements dispatch it as `konsil-intent`; only the app acts. */
export type Intent =
  | { readonly do: "signIn"; readonly user: string; readonly password: string }
  | { readonly do: "signOut" }
  | { readonly do: "setUpRecovery" }
  | { readonly do: "finishRecoverySetup" }
  | { readonly do: "unlockRecovery"; readonly recoveryKey: string }
  | { readonly do: "answerCandidate"; readonly yes: boolean }
  | { readonly do: "readAgain" }
  | { readonly do: "show"; readonly screen: Screen }
  | { readonly do: "back" }
  | { readonly do: "searchPeople"; readonly term: string }
  | { readonly do: "startConversation"; readonly people: readonly UserId[] }
  /** Opens the question; with the question open it is the yes. */
  | { readonly do: "linkConversation" }
  | { readonly do: "acceptInvitations"; readonly roomIds: readonly RoomId[] }
  | { readonly do: "declineInvitations"; readonly roomIds: readonly RoomId[] }
  | { readonly do: "setDraft"; readonly text: string }
  | { readonly do: "replyTo"; readonly key: RowKey | null }
  | { readonly do: "send"; readonly now: boolean }
  | { readonly do: "focusComposer" }
  | { readonly do: "rewriteHere" }
  | { readonly do: "goToDraft" }
  | { readonly do: "discardDraft" }
  | { readonly do: "continueHere" }
  | { readonly do: "offerFiles"; readonly files: readonly File[] }
  | { readonly do: "setCaption"; readonly text: string }
  | { readonly do: "confirmFiles" }
  | { readonly do: "closeDialog" }
  | { readonly do: "takeBack"; readonly key: RowKey }
  | { readonly do: "sendNow"; readonly key: RowKey }
  | { readonly do: "retry"; readonly key: RowKey }
  | { readonly do: "discard"; readonly key: RowKey }
  | { readonly do: "cancelTransfer"; readonly key: RowKey }
  | { readonly do: "saveFile"; readonly key: RowKey }
  | { readonly do: "needPicture"; readonly key: RowKey }
  | { readonly do: "loadOlder" }
  | { readonly do: "seen"; readonly upTo: RowKey }
  | { readonly do: "goToOpenRecord" }
  | { readonly do: "retryConnection" }
  | { readonly do: "closeToast" }
  | { readonly do: "reload" }
  | { readonly do: "close" };
