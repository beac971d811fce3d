export { applyTheme, type ThemeChoice } from "./apply-theme.ts";
export { icons, type IconName } from "./icons.ts";
export { tokensCss } from "./tokens.ts";
export { hostWords } from "./words/host.ts";
export { wordsFor } from "./words/words-for.ts";
export type { ConversationWords, ErrorWords, PanelWords, Words } from "./words/words.ts";
