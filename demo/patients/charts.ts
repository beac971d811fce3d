import type { Chart, ChartPatient } from "./chart.ts";
import { back, child, heart, newborn, type Profile } from "./profiles.ts";

/** Tenants of the demo: two practices, and a branch of the first with numbers of its own. */
export type TenantId = "sonnenallee" | "sonnenallee-2" | "nord";

const chart = (patient: ChartPatient, profile: Profile): Chart => ({ patient, ...profile });

/** `today` is `YYYY-MM-DD`; babies are born that many days before it. */
function daysBefore(today: string, days: number): string {
  return new Date(Date.parse(today) - days * 86_400_000).toISOString().slice(0, 10);
}

const erika = {
  family: "Bergmann",
  given: "Erika",
  birthDate: "1964-08-12",
  sex: "female",
  kvnr: "M310119812",
} as const;

const sonnenallee = (today: string): Chart[] => [
  chart({ number: "20418", ...erika }, heart),
  // A similar name and a similar birth date in the same practice.
  chart({ number: "20419", family: "Bergmann", given: "Frauke", birthDate: "1964-08-21", sex: "female" }, back),
  // The number of somebody else at Klinikum Nord and at the branch.
  chart({ number: "4711-208", family: "Huber", given: "Josef", birthDate: "1951-02-03", sex: "male" }, heart),
  // Twins: family name and birth date are the same.
  chart({ number: "20501", family: "Kowalski", given: "Lena", birthDate: "2019-05-14", sex: "female" }, child),
  chart({ number: "20502", family: "Kowalski", given: "Leon", birthDate: "2019-05-14", sex: "male" }, child),
  chart({ number: "20533", family: "Sommer", given: "Mia", birthDate: daysBefore(today, 12), sex: "female" }, newborn),
  chart({ number: "20560", family: "Popescu", given: "Vasile", birthDate: "1948", sex: "male" }, heart),
  chart(
    {
      number: "20611",
      family: "Schmidt-Rottenberger-Achenbach",
      given: "Wilhelmine-Charlotte",
      birthName: "Achenbach",
      birthDate: "1937-11-30",
      sex: "female",
    },
    heart,
  ),
  chart(
    { number: "20627", affix: "von der", family: "Heide", given: "Konrad", birthDate: "1972-06-09", sex: "male" },
    back,
  ),
  chart({ number: "20644", family: "Nguyễn", given: "Thi Kim", birthDate: "1990-04-17", sex: "diverse" }, back),
  chart({ number: "20658", family: "Çelik", given: "Defne", birthDate: daysBefore(today, 400), sex: "female" }, child),
  chart({ number: "20670", family: "Weiß", given: "Björn", birthDate: "1985-01-23", sex: "male" }, back),
];

const branch: Chart[] = [
  chart({ number: "4711-208", family: "Aydın", given: "Mert", birthDate: "1979-09-30", sex: "male" }, back),
  chart({ number: "30012", family: "Lindqvist", given: "Astrid", birthDate: "1956-03-04", sex: "female" }, heart),
];

const nord = (today: string): Chart[] => [
  chart({ number: "KN-0093317", ...erika }, heart),
  chart({ number: "4711-208", family: "Lehmann", given: "Ruth", birthDate: "1944-12-05", sex: "female" }, heart),
  chart({ number: "KN-0093402", family: "Hansen", given: "Ute", birthDate: "1959-07-18", sex: "female" }, heart),
  chart({ number: "KN-0093403", family: "Hansen", given: "Uwe", birthDate: "1959-07-08", sex: "male" }, back),
  chart({ number: "KN-0093511", family: "Albrecht", given: "Jule", birthDate: "2021-02-27", sex: "female" }, child),
  chart({ number: "KN-0093512", family: "Albrecht", given: "Nils", birthDate: "2021-02-27", sex: "male" }, child),
  chart(
    { number: "KN-0093588", family: "Petersen", given: "Jonte", birthDate: daysBefore(today, 3), sex: "undetermined" },
    newborn,
  ),
  chart({ number: "KN-0093640", family: "Rossi", given: "Amalia", birthDate: "1931-03", sex: "female" }, heart),
  chart({ number: "KN-0093702", family: "Okonkwo", given: "Chidi", birthDate: "1968-10-11", sex: "male" }, back),
  chart(
    {
      number: "KN-0093755",
      affix: "Freifrau von",
      family: "Stetten",
      given: "Agnes",
      birthDate: "1946-01-19",
      sex: "female",
    },
    heart,
  ),
  chart({ number: "KN-0093810", family: "Yılmaz", given: "Emre", birthDate: "1993-08-02", sex: "male" }, back),
  chart({ number: "KN-0093876", family: "Meyer", given: "Anke", birthDate: "1975-05-25", sex: "unknown" }, back),
];

/** The synthetic records of a tenant, by family name. */
export function chartsOf(tenant: TenantId, today: string): readonly Chart[] {
  switch (tenant) {
    case "sonnenallee":
      return byName(sonnenallee(today));
    case "sonnenallee-2":
      return byName(branch);
    case "nord":
      return byName(nord(today));
    default:
      return tenant satisfies never;
  }
}

function byName(charts: Chart[]): Chart[] {
  const { compare } = new Intl.Collator("de");
  const name = ({ patient }: Chart): string => `${patient.family} ${patient.given}`;
  return charts.sort((a, b) => compare(name(a), name(b)));
}
