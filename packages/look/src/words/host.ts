/** Words that stand in the host page itself: the launcher and the edges of the panel. */
export const hostWords = {
  de: {
    open: "Konsil öffnen",
    close: "Konsil schließen",
    panel: "Konsil",
    frame: "Unterhaltungen zur geöffneten Akte",
    resize: "Breite von Konsil ändern, mit den Pfeiltasten",
    unread: (count: number) => (count === 1 ? "1 neue Nachricht" : `${String(count)} neue Nachrichten`),
    notSent: (count: number) =>
      count === 1 ? "1 Nachricht nicht gesendet" : `${String(count)} Nachrichten nicht gesendet`,
    offline: "Keine Verbindung",
    notAnswering: "Konsil antwortet nicht. Die Seite arbeitet ohne Konsil weiter.",
  },
  en: {
    open: "Open Konsil",
    close: "Close Konsil",
    panel: "Konsil",
    frame: "Conversations on the open record",
    resize: "Change the width of Konsil with the arrow keys",
    unread: (count: number) => (count === 1 ? "1 new message" : `${String(count)} new messages`),
    notSent: (count: number) => (count === 1 ? "1 message not sent" : `${String(count)} messages not sent`),
    offline: "No connection",
    notAnswering: "Konsil does not answer. The page goes on without Konsil.",
  },
} as const;
