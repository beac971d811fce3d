export const ICON_SIZES = [16, 32, 48, 128];

/** Add-on id of Firefox: fixed, because the browser hangs storage and updates on it. */
const FIREFOX_ID = "konsil@konsil.example";

export type Browser = "chrome" | "firefox";
export type Manifest = Readonly<Record<string, unknown>>;

const shared = (version: string): Manifest => ({
  manifest_version: 3,
  name: "Konsil",
  version,
  description: "Ende-zu-Ende-verschlüsselter Matrix-Chat neben der Patientenakte",
  icons: Object.fromEntries(ICON_SIZES.map((size) => [String(size), `icons/${String(size)}.png`])),
  incognito: "not_allowed",
});

/**
 * What the extension may do today: nothing. It has a name and a face, asks for no permission and runs no code; each entry
 * that comes later is a review (the architecture test holds the list).
 */
export function manifestFor(browser: Browser, version: string): Manifest {
  switch (browser) {
    case "chrome":
      return { ...shared(version), minimum_chrome_version: "140" };
    case "firefox":
      return {
        ...shared(version),
        browser_specific_settings: {
          gecko: {
            id: FIREFOX_ID,
            strict_min_version: "142.0",
            data_collection_permissions: { required: ["none"] },
          },
        },
      };
    default:
      return browser satisfies never;
  }
}
