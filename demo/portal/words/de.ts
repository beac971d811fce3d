import type { Sex } from "@konsil/protocol";

/** What the portal says. German is the source, English must be complete. Records stay in the language they were kept in. */
export interface PortalWords {
  readonly language: string;
  readonly product: string;
  readonly signIn: string;
  readonly user: string;
  readonly password: string;
  readonly location: string;
  readonly wrongPassword: string;
  readonly signOut: string;
  readonly signOutPlain: string;
  readonly signedOut: string;
  readonly signInAgain: string;
  readonly areas: string;
  readonly patients: string;
  readonly record: string;
  readonly singlePage: string;
  readonly search: string;
  readonly searchHint: string;
  readonly hits: (count: number) => string;
  readonly noHits: string;
  readonly name: string;
  readonly born: string;
  readonly birthDate: string;
  readonly birthName: string;
  readonly sex: string;
  readonly number: string;
  readonly insurer: string;
  readonly kvnr: string;
  readonly tabs: Readonly<Record<ChartTab, string>>;
  readonly findings: string;
  readonly all: (count: number) => string;
  readonly date: string;
  readonly kind: string;
  readonly title: string;
  readonly origin: string;
  readonly size: string;
  readonly pictures: string;
  readonly diagnoses: string;
  readonly latestValues: string;
  readonly high: string;
  readonly noAppointments: string;
  readonly sexes: Readonly<Record<Sex, string>>;
  readonly years: (count: number) => string;
  readonly months: (count: number) => string;
  readonly days: (count: number) => string;
  readonly demoSwitch: string;
  readonly demoSwitchHint: string;
  readonly closeRecord: string;
  readonly openRecord: string;
  readonly notFound: string;
}

export const chartTabs = ["overview", "notes", "findings", "medication", "values", "appointments", "person"] as const;
export type ChartTab = (typeof chartTabs)[number];

export const de: PortalWords = {
  language: "English",
  product: "Praxisportal",
  signIn: "Anmelden",
  user: "Benutzername",
  password: "Passwort",
  location: "Standort",
  wrongPassword: "Benutzername oder Passwort stimmt nicht.",
  signOut: "Abmelden",
  signOutPlain: "Vorführung: Abmelden, Seite ohne Skript",
  signedOut: "Sie sind abgemeldet.",
  signInAgain: "Wieder anmelden",
  areas: "Bereiche",
  patients: "Patienten",
  record: "Akte",
  singlePage: "Einseitig",
  search: "Suchen",
  searchHint: "Patient suchen: Name, geb., Nr.",
  hits: (count) => (count === 1 ? "1 Patient" : `${String(count)} Patienten`),
  noHits: "Kein Patient passt zur Suche.",
  name: "Name",
  born: "geb.",
  birthDate: "Geburtsdatum",
  birthName: "Geburtsname",
  sex: "Geschlecht",
  number: "Nr.",
  insurer: "Kasse",
  kvnr: "Versichertennummer",
  tabs: {
    overview: "Übersicht",
    notes: "Verlauf",
    findings: "Befunde",
    medication: "Medikation",
    values: "Labor",
    appointments: "Termine",
    person: "Stammdaten",
  },
  findings: "Befunde und Dokumente",
  all: (count) => `Alle ${String(count)} anzeigen`,
  date: "Datum",
  kind: "Art",
  title: "Bezeichnung",
  origin: "Herkunft",
  size: "Größe",
  pictures: "Bilder",
  diagnoses: "Diagnosen",
  latestValues: "Letzte Werte",
  high: "erhöht",
  noAppointments: "Keine Termine.",
  sexes: {
    female: "weiblich",
    male: "männlich",
    diverse: "divers",
    undetermined: "unbestimmt",
    unknown: "nicht angegeben",
  },
  years: (count) => `${String(count)} J.`,
  months: (count) => `${String(count)} Mon.`,
  days: (count) => (count === 1 ? "1 Tag" : `${String(count)} Tage`),
  demoSwitch: "Akte ohne Meldung wechseln",
  demoSwitchHint: "Vorführung: öffnet die nächste Akte, ohne es dem Chat zu melden.",
  closeRecord: "Akte schließen",
  openRecord: "Wählen Sie links eine Akte.",
  notFound: "Diese Seite gibt es nicht.",
};
