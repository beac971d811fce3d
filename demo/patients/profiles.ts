import type { Chart } from "./chart.ts";

/** What stands in a chart beside the person. The demo has more patients than stories. */
export type Profile = Omit<Chart, "patient">;

export const heart: Profile = {
  insurer: "Musterkasse Nord, gesetzlich",
  caveat: "CAVE: Penicillin",
  tags: ["DMP Diabetes", "Marcumar: nein", "Letzter Besuch 23.11.2026"],
  findings: [
    {
      id: "echo",
      date: "2026-11-24",
      kind: "Echo",
      title: "Echo-Standbild, Vierkammerblick",
      origin: "Klinikum Nord",
      content: { type: "png", picture: "echo" },
    },
    {
      id: "labor",
      date: "2026-11-24",
      kind: "Labor",
      title: "Labor, Blutbild und Elektrolyte",
      origin: "Labor Rheinufer",
      content: { type: "pdf", template: "lab" },
    },
    {
      id: "ekg",
      date: "2026-11-23",
      kind: "EKG",
      title: "Ruhe-EKG, 12 Kanäle",
      origin: "Praxis",
      content: { type: "pdf", template: "ecg" },
    },
    {
      id: "thorax",
      date: "2026-11-20",
      kind: "Röntgen",
      title: "Thorax p.a.",
      origin: "Radiologie am Dom",
      content: { type: "png", picture: "chest" },
    },
    {
      id: "rr",
      date: "2026-10-02",
      kind: "RR",
      title: "Langzeit-Blutdruck 24 h",
      origin: "Praxis",
      content: { type: "pdf", template: "pressure" },
    },
    {
      id: "augen",
      date: "2026-08-18",
      kind: "Foto",
      title: "Augenhintergrund, Jahreskontrolle",
      origin: "Augenzentrum Ring",
      content: { type: "png", picture: "fundus" },
    },
    {
      id: "brief",
      date: "2026-05-11",
      kind: "Brief",
      title: "Arztbrief Kardiologie",
      origin: "Klinikum Nord",
      content: { type: "pdf", template: "letter" },
    },
  ],
  notes: [
    {
      date: "2026-11-23",
      mark: "A",
      text: "Seit zwei Wochen Luftnot beim Treppensteigen, geschwollene Knöchel. Gewicht +2,5 kg. Kein Thoraxschmerz.",
    },
    {
      date: "2026-11-23",
      mark: "B",
      text: "RR 148/86, Puls 84 regelmäßig, feuchte RG basal beidseits, Unterschenkelödeme.",
    },
    {
      date: "2026-11-23",
      mark: "T",
      text: "Torasemid 10 mg begonnen. Echo über Klinikum Nord angefragt. Kontrolle Freitag.",
    },
    { date: "2026-10-02", mark: "B", text: "Langzeit-RR im Mittel 136/80, nächtliche Absenkung erhalten." },
  ],
  medication: [
    { name: "Bisoprolol 2,5 mg", form: "Tablette", dose: "1 – 0 – 0" },
    { name: "Ramipril 5 mg", form: "Tablette", dose: "1 – 0 – 1" },
    { name: "Torasemid 10 mg", form: "Tablette, seit 23.11.", dose: "1 – 0 – 0" },
    { name: "Metformin 1000 mg", form: "Filmtablette", dose: "1 – 0 – 1" },
    { name: "Atorvastatin 20 mg", form: "Filmtablette", dose: "0 – 0 – 1" },
  ],
  diagnoses: [
    { code: "I50.12 V", text: "Linksherzinsuffizienz, NYHA II" },
    { code: "I10.90 G", text: "Arterielle Hypertonie" },
    { code: "E11.90 G", text: "Diabetes mellitus Typ 2" },
  ],
  values: [
    { name: "NT-proBNP", value: "842 pg/ml", isHigh: true },
    { name: "Kalium", value: "4,4 mmol/l" },
    { name: "eGFR", value: "61 ml/min" },
    { name: "HbA1c", value: "6,8 %" },
  ],
  appointments: [{ date: "2026-11-27", time: "08:20", reason: "Laborkontrolle, Gewicht", person: "Yıldız, Sevim" }],
};

export const child: Profile = {
  insurer: "Musterkasse Familie, gesetzlich",
  caveat: null,
  tags: ["Vorsorge vollständig", "Impfungen vollständig"],
  findings: [
    {
      id: "labor",
      date: "2026-11-19",
      kind: "Labor",
      title: "Labor, Blutbild und CRP",
      origin: "Labor Rheinufer",
      content: { type: "pdf", template: "lab" },
    },
    {
      id: "thorax",
      date: "2026-11-19",
      kind: "Röntgen",
      title: "Thorax a.p.",
      origin: "Radiologie am Dom",
      content: { type: "png", picture: "chest" },
    },
  ],
  notes: [
    { date: "2026-11-19", mark: "A", text: "Seit drei Tagen Husten und Fieber bis 38,9 Grad, trinkt ausreichend." },
    { date: "2026-11-19", mark: "B", text: "Rachen gerötet, Lunge frei, Trommelfelle reizlos." },
  ],
  medication: [{ name: "Ibuprofen Saft 2 %", form: "bei Fieber", dose: "nach Gewicht" }],
  diagnoses: [{ code: "J06.9 G", text: "Akute Infektion der oberen Atemwege" }],
  values: [
    { name: "CRP", value: "12 mg/l", isHigh: true },
    { name: "Leukozyten", value: "9,1 /nl" },
  ],
  appointments: [{ date: "2026-11-30", time: "09:10", reason: "Kontrolle", person: "Hohenstein, Kira" }],
};

export const back: Profile = {
  insurer: "Beispiel-BKK, gesetzlich",
  caveat: null,
  tags: ["Letzter Besuch 12.11.2026"],
  findings: [
    {
      id: "brief",
      date: "2026-11-12",
      kind: "Brief",
      title: "Arztbrief Orthopädie",
      origin: "Orthopädie am Markt",
      content: { type: "pdf", template: "letter" },
    },
    {
      id: "labor",
      date: "2026-10-28",
      kind: "Labor",
      title: "Labor, Nierenwerte",
      origin: "Labor Rheinufer",
      content: { type: "pdf", template: "lab" },
    },
    {
      id: "ekg",
      date: "2026-09-03",
      kind: "EKG",
      title: "Ruhe-EKG, 12 Kanäle",
      origin: "Praxis",
      content: { type: "pdf", template: "ecg" },
    },
  ],
  notes: [
    { date: "2026-11-12", mark: "A", text: "Rückenschmerzen seit vier Tagen nach Umzug, keine Ausstrahlung." },
    { date: "2026-11-12", mark: "B", text: "Paravertebraler Hartspann L3 bis L5, Lasègue beidseits negativ." },
    {
      date: "2026-11-12",
      mark: "T",
      text: "Wärme, Bewegung, Ibuprofen 400 bei Bedarf. Wiedervorstellung in 2 Wochen.",
    },
  ],
  medication: [{ name: "Ibuprofen 400 mg", form: "Filmtablette, bei Bedarf", dose: "max. 3 / Tag" }],
  diagnoses: [{ code: "M54.5 G", text: "Kreuzschmerz" }],
  values: [
    { name: "Kreatinin", value: "0,9 mg/dl" },
    { name: "eGFR", value: "88 ml/min" },
  ],
  appointments: [{ date: "2026-11-26", time: "10:40", reason: "Wiedervorstellung", person: "Brandt, Katrin" }],
};

export const newborn: Profile = {
  insurer: "Musterkasse Familie, gesetzlich",
  caveat: null,
  tags: ["U2 unauffällig"],
  findings: [
    {
      id: "brief",
      date: "2026-11-23",
      kind: "Brief",
      title: "Arztbrief Neonatologie",
      origin: "Klinikum Nord",
      content: { type: "pdf", template: "letter" },
    },
  ],
  notes: [{ date: "2026-11-23", mark: "B", text: "Gewicht 3.480 g, trinkt gut, Haut rosig, Reflexe seitengleich." }],
  medication: [{ name: "Vitamin D 500 IE", form: "Tablette", dose: "1 – 0 – 0" }],
  diagnoses: [{ code: "Z00.1 G", text: "Gesundheitsvorsorge beim Kind" }],
  values: [{ name: "Bilirubin", value: "6,2 mg/dl" }],
  appointments: [{ date: "2026-12-08", time: "08:40", reason: "U3", person: "Hohenstein, Kira" }],
};
