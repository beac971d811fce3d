/** What a backend can honestly do. The UI hides or explains the rest. */
export interface Capabilities {
  readonly rooms: boolean;
  readonly startConversation: boolean;
  readonly invitations: boolean;
  readonly history: "full" | "loaded-only";
  readonly upload: boolean;
  readonly uploadProgress: boolean;
  readonly durableOutbox: boolean;
  readonly recovery: boolean;
  readonly search: boolean;
}
