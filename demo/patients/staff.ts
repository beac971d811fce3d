/** The people of the demo. Portal and chat use the same name and password. */
export interface StaffMember {
  readonly site: "sonnenallee" | "nord";
  readonly user: string;
  readonly password: string;
  /** As the TI-Messenger wants it: "Name, Vorname"; function accounts by their function. */
  readonly displayName: string;
  readonly role: "doctor" | "assistant" | "function";
}

export const staff: readonly StaffMember[] = [
  { site: "sonnenallee", user: "brandt", password: "sonne-brandt", displayName: "Brandt, Katrin", role: "doctor" },
  { site: "sonnenallee", user: "yildiz", password: "sonne-yildiz", displayName: "Yıldız, Sevim", role: "assistant" },
  {
    site: "sonnenallee",
    user: "hohenstein",
    password: "sonne-hohenstein",
    displayName: "Hohenstein, Kira",
    role: "doctor",
  },
  { site: "nord", user: "nwosu", password: "nord-nwosu", displayName: "Nwosu, Adaeze", role: "doctor" },
  {
    site: "nord",
    user: "wittelsbach",
    password: "nord-wittelsbach",
    displayName: "von Hohenstein-Wittelsbach, Maximilian-Alexander",
    role: "doctor",
  },
  { site: "nord", user: "petrov", password: "nord-petrov", displayName: "Petrov, Ilja", role: "assistant" },
  {
    site: "nord",
    user: "kardiologie",
    password: "nord-kardiologie",
    displayName: "Kardiologie Ambulanz",
    role: "function",
  },
];
