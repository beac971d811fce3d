/** What has been said before a visitor comes. Invented, like everybody in it. */
export interface Story {
  readonly id: string;
  /** Starts the conversation; its practice keeps the record. */
  readonly from: string;
  readonly with: readonly string[];
  /** Have not answered the invitation yet. */
  readonly invited?: readonly string[];
  /** Number of the record at the practice of `from`; null: not about a patient. */
  readonly record: string | null;
  readonly lines: readonly StoryLine[];
  /** Have not read the last lines. */
  readonly unreadFor?: readonly string[];
}

export type StoryLine =
  | { readonly by: string; readonly text: string }
  /** A finding of the record. */
  | { readonly by: string; readonly finding: string };

export const stories: readonly Story[] = [
  {
    id: "erika-echo",
    from: "brandt",
    with: ["kardiologie", "wittelsbach", "nwosu"],
    record: "20418",
    lines: [
      {
        by: "brandt",
        text: "Seit zwei Wochen Luftnot bei Belastung, Knöchelödeme. EKG anbei. Wäre ein Echo diese Woche möglich?",
      },
      { by: "brandt", finding: "ekg" },
      { by: "wittelsbach", text: "Echo heute 9:30 Uhr, nicht nüchtern." },
      { by: "brandt", text: "Danke, ich sage Frau Bergmann Bescheid. Röntgen von letzter Woche anbei." },
      { by: "brandt", finding: "thorax" },
      { by: "nwosu", finding: "echo" },
      { by: "nwosu", text: "EF 48 %, leichte Mitralinsuffizienz. NT-proBNP > 800 pg/ml passt dazu." },
      { by: "nwosu", text: "Bisoprolol auf 5 mg, Kalium am Freitag kontrollieren." },
    ],
    unreadFor: ["brandt"],
  },
  {
    id: "erika-labor",
    from: "brandt",
    with: ["yildiz"],
    record: "20418",
    lines: [
      { by: "yildiz", text: "Frau Bergmann kommt Freitag 8:20 zur Blutabnahme, Gewicht bringe ich in die Akte." },
      { by: "brandt", text: "Gut. Bitte Kalium und Kreatinin, +2 kg seit Montag melden." },
      { by: "yildiz", finding: "labor" },
    ],
  },
  {
    id: "huber-befund",
    from: "yildiz",
    with: ["nwosu"],
    record: "4711-208",
    lines: [
      { by: "yildiz", text: "Herr Huber bringt den alten Befund mit. Reicht Ihnen der Brief vorab?" },
      { by: "yildiz", finding: "brief" },
      { by: "nwosu", text: "Ja, danke. Termin bleibt Donnerstag 11:00 Uhr, Station 3B." },
    ],
    unreadFor: ["yildiz"],
  },
  {
    id: "schmidt-rueckruf",
    from: "brandt",
    with: ["wittelsbach"],
    record: "20611",
    lines: [
      { by: "brandt", text: "Langzeit-Blutdruck im Anhang. Würden Sie Torasemid beibehalten?" },
      { by: "brandt", finding: "rr" },
      { by: "wittelsbach", text: "Ja, 10 mg beibehalten, Kontrolle in 4 Wochen. Schema 1 – 0 – 0." },
    ],
  },
  {
    id: "hansen-entlassung",
    from: "nwosu",
    with: ["brandt"],
    record: "KN-0093402",
    lines: [
      { by: "nwosu", text: "Frau Hansen wird morgen entlassen, sie kommt zur Weiterbehandlung zu Ihnen." },
      { by: "nwosu", finding: "brief" },
      { by: "nwosu", finding: "echo" },
      { by: "brandt", text: "Danke, wir melden uns mit einem Termin." },
    ],
  },
  {
    id: "kowalski-fieber",
    from: "hohenstein",
    with: ["brandt"],
    record: "20501",
    lines: [
      { by: "hohenstein", text: "Lena Kowalski, CRP 12. Ich bestelle sie morgen zur Kontrolle, Leon ist gesund." },
      { by: "brandt", text: "Einverstanden." },
    ],
  },
  {
    id: "absprache",
    from: "petrov",
    with: ["yildiz"],
    record: null,
    lines: [
      { by: "petrov", text: "Die Ambulanz ist am Freitag nur bis 13 Uhr besetzt." },
      { by: "yildiz", text: "Danke, wir planen um." },
    ],
  },
  {
    id: "albrecht-anfrage",
    from: "petrov",
    with: [],
    invited: ["hohenstein"],
    record: "KN-0093511",
    lines: [{ by: "petrov", text: "Jule Albrecht war heute bei uns, dürfen wir Ihnen den Befund schicken?" }],
  },
];
