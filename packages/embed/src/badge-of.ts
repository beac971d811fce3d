import { hostWords } from "@konsil/look";
import type { FrameToHost, Locale } from "@konsil/protocol";

export type Status = Extract<FrameToHost, { t: "status" }>;

/** What the launcher shows and says: a count, or in its place a shape for what is worse. */
export interface Badge {
  readonly sign: "warn" | "offline" | null;
  readonly text: string;
  readonly label: string;
}

export function badgeOf(status: Status | null, locale: Locale): Badge {
  const words = hostWords[locale];
  const badge = (sign: Badge["sign"], text: string, said?: string): Badge => ({
    sign,
    text,
    label: said === undefined ? words.open : `${words.open}, ${said}`,
  });
  if (!status) return badge(null, "");
  if (status.notSent > 0) return badge("warn", "", words.notSent(status.notSent));
  if (status.offline) return badge("offline", "", words.offline);
  if (status.unread === 0) return badge(null, "");
  return badge(null, status.unread > 99 ? "99+" : String(status.unread), words.unread(status.unread));
}
