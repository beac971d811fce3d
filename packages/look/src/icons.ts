import { lucideIcons } from "./lucide-icons.ts";

/** Own drawings: the mark and the states of the plate. A state is told by its shape before its colour. */
const ownIcons = {
  mark: '<path d="M3 3v18" stroke-width="3"/><path d="M8 4.5h13v11h-6l-4 4v-4H8z"/>',
  none: '<circle cx="12" cy="12" r="9"/><path d="M8 12h8"/>',
  loading:
    '<path d="M12 3v.01M18.4 5.6v.01M21 12v.01M18.4 18.4v.01M12 21v.01M5.6 18.4v.01M3 12v.01M5.6 5.6v.01" stroke-width="3"/>',
  candidate:
    '<circle cx="12" cy="12" r="9" stroke-dasharray="5 3.4"/><path d="M9.6 9.5a2.5 2.5 0 1 1 3.4 2.3c-.7.3-1 .8-1 1.5v.4"/><path d="M12 16.6v.01" stroke-width="2.4"/>',
  confirmed:
    '<circle cx="12" cy="12" r="10" fill="currentColor" stroke="none"/><path d="m7.5 12.2 3 3 6-6.4" stroke="var(--k-surface)" stroke-width="2.4"/>',
  conflict: '<path d="M8.3 3h7.4L21 8.3v7.4L15.7 21H8.3L3 15.7V8.3z"/><path d="M8 10h8M8 14h8M14.5 7.5l-5 9"/>',
  stale: '<path d="M6 3h12M6 21h12M7 3c0 5 5 6 5 9s-5 4-5 9M17 3c0 5-5 6-5 9s5 4 5 9"/>',
  fromConversation: '<path d="M4 5h16v11h-8l-4 4v-4H4z"/><path d="M8 9h8M8 12h5"/>',
  document: '<path d="M5 2h9l5 5v15H5z"/><path d="M14 2v5h5"/>',
} as const;

export const icons = { ...lucideIcons, ...ownIcons } as const;
export type IconName = keyof typeof icons;
