/** What the rows of a conversation say to screen readers and in small print. */
export const timelineDe = {
  timeline: {
    todayAt: (time: string) => `heute ${time}`,
    /** Name of a row for screen readers; empty parts are left out. */
    row: (sender: string, text: string, time: string, state: string) =>
      [`${sender}: ${text}`, time, state].filter((part) => part !== "").join(", "),
    sent: "gesendet",
    control: (name: string) => `Unsichtbares Steuerzeichen ${name}, es kehrt die Leserichtung um`,
    file: (name: string) => `Datei ${name}`,
    picture: (name: string) => `Bild ${name}`,
    pictureLoading: "Bild wird geladen",
    pictureFailed: "Bild nicht geladen",
    reaction: (emoji: string, count: number) => `${emoji}, ${String(count)}-mal`,
    reactionOwn: (emoji: string, count: number) => `${emoji}, ${String(count)}-mal, auch von Ihnen`,
    reactions: "Reaktionen",
    answers: (name: string) => `Antwort auf ${name}`,
    bot: "Chatbot",
    functionAccount: "Funktionskonto",
    progress: (name: string) => `${name} wird übertragen`,
    download: (name: string) => `${name} wird geladen`,
    cancelDownload: "Laden abbrechen",
    saveFile: (name: string) => `${name} speichern`,
    textOf: (text: string) => `„${text}“`,
    checkGood: "Geprüft:",
    checkLook: "Achtung:",
    quietHint: "Enter sendet, Umschalt+Enter beginnt eine neue Zeile",
    removeFile: "Entfernen",
    noText: "Schreiben Sie zuerst etwas",
    waitForAnswer: "Die Akte wird gerade geprüft",
  },
} as const;
