import type {
  DialogView,
  ErrorCode,
  ErrorDetail,
  EventId,
  Locale,
  MessageRow,
  Patient,
  PatientContext,
  PanelView,
  PatientKey,
  RoomId,
  RoomRow,
  RowKey,
  Screen,
  SessionView,
  TenantConfig,
  TimelineRow,
  ToastView,
  Transfer,
} from "@konsil/protocol";
import type { Snapshot } from "@konsil/sealed";

/** The draft of the conversation that is open in this view. */
export interface ActiveDraft {
  readonly roomId: RoomId;
  readonly text: string;
  readonly replyTo: RowKey | null;
  /** It was being sent when the page ended; gone as soon as that row is seen. */
  readonly sentAs: RowKey | null;
  /** Rises when the text changes by anything but the field itself. */
  readonly revision: number;
  /** Another view of this browser writes it: read-only here (safety P4). */
  readonly elsewhere: boolean;
}

/** A draft that was being written when another record was opened. It waits until the person decides. */
export interface StrandedDraft {
  readonly roomId: RoomId;
  readonly patient: Patient;
  readonly patientKey: PatientKey;
  readonly text: string;
  readonly to: string;
  readonly begunAt: number;
}

export interface OpenTimeline {
  readonly roomId: RoomId;
  readonly rows: readonly TimelineRow[];
  readonly moreAbove: boolean;
  readonly loadingOlder: boolean;
  /** Some rows are of the last view, not yet of the engine. */
  readonly isPainted: boolean;
}

/** Everything the frame knows. One object, replaced on every change; `viewOf` turns it into what the panel draws. */
export interface FrameState {
  readonly config: TenantConfig;
  readonly locale: Locale;
  readonly embedded: boolean;
  readonly session: SessionView;
  /** The engine has told of the account. Until then what is shown was painted from the sealed snapshot. */
  readonly isLive: boolean;
  /** The last view, until the engine has told of the account. */
  readonly painted: Snapshot | null;
  readonly form: PanelView["form"];
  readonly context: PatientContext;
  readonly hostSilent: boolean;
  readonly screen: Screen;
  readonly rooms: readonly RoomRow[];
  readonly roomsKnown: boolean;
  readonly timeline: OpenTimeline | null;
  readonly transfers: readonly Transfer[];
  /** A blob: URL, "loading" or an error code. */
  readonly pictures: ReadonlyMap<RowKey, string>;
  readonly draft: ActiveDraft | null;
  readonly stranded: StrandedDraft | null;
  readonly draftRooms: ReadonlySet<RoomId>;
  /** Own rows between the key press and the outbox's answer, oldest first. */
  readonly securing: readonly SecuringRow[];
  /** The guard is asking the host for a send. */
  readonly asking: boolean;
  readonly search: PanelView["search"];
  readonly files: readonly File[];
  readonly dialog: DialogView | null;
  readonly toast: ToastView | null;
  /** Names of those who could not be invited to the conversation that was begun last. */
  readonly notInvited: readonly string[];
  readonly problem: { readonly code: ErrorCode; readonly detail: ErrorDetail } | null;
  readonly drag: "none" | "over";
}

export interface SecuringRow {
  readonly roomId: RoomId;
  readonly row: MessageRow;
  readonly replyTo: EventId | null;
}

export function initialState(config: TenantConfig, locale: Locale, embedded: boolean): FrameState {
  return {
    config,
    locale,
    embedded,
    session: { state: "starting" },
    isLive: false,
    painted: null,
    form: { busy: false, error: null, recoveryKey: null },
    context: { state: "none" },
    hostSilent: false,
    screen: { at: "record" },
    rooms: [],
    roomsKnown: false,
    timeline: null,
    transfers: [],
    pictures: new Map(),
    draft: null,
    stranded: null,
    draftRooms: new Set(),
    securing: [],
    asking: false,
    search: { term: "", busy: false, hits: [], limited: false, error: null, starting: false },
    files: [],
    dialog: null,
    toast: null,
    notInvited: [],
    problem: null,
    drag: "none",
  };
}
