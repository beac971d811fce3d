/** Words of the start page. */
export interface StartWords {
  readonly locale: "de" | "en";
  readonly otherLocale: "de" | "en";
  readonly otherLanguage: string;
  readonly otherPath: string;
  readonly subtitle: string;
  readonly title: string;
  readonly steps: readonly string[];
  readonly name: string;
  readonly user: string;
  readonly password: string;
  readonly recoveryKey: string;
  readonly noAccounts: string;
  readonly remark: string;
}

const de: StartWords = {
  locale: "de",
  otherLocale: "en",
  otherLanguage: "English",
  otherPath: "/en",
  subtitle: "Vorführung auf diesem Computer",
  title: "Zwei Praxen, ein Patient",
  steps: [
    "Öffnen Sie ein Portal und melden Sie sich mit Benutzername und Passwort an.",
    "Öffnen Sie eine Akte, dann den Chat unten rechts, und melden Sie sich dort mit demselben Benutzernamen und Passwort an.",
    "Geben Sie den Wiederherstellungsschlüssel ein, um die bisherigen Nachrichten zu lesen.",
  ],
  name: "Name",
  user: "Benutzername",
  password: "Passwort",
  recoveryKey: "Wiederherstellungsschlüssel",
  noAccounts: "Die Konten werden noch angelegt.",
  remark: "Alle Personen und Befunde sind erfunden. Die Server laufen nur auf diesem Computer.",
};

const en: StartWords = {
  locale: "en",
  otherLocale: "de",
  otherLanguage: "Deutsch",
  otherPath: "/",
  subtitle: "Demo on this computer",
  title: "Two practices, one patient",
  steps: [
    "Open a portal and sign in with user name and password.",
    "Open a record, then the chat at the bottom right, and sign in there with the same user name and password.",
    "Enter the recovery key to read the earlier messages.",
  ],
  name: "Name",
  user: "User name",
  password: "Password",
  recoveryKey: "Recovery key",
  noAccounts: "The accounts are still being made.",
  remark: "All people and findings are invented. The servers run on this computer only.",
};

export const startWords = { de, en } as const;
