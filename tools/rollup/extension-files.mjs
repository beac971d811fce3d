import { drawIcon } from "./draw-icon.ts";
import { ICON_SIZES, manifestFor } from "../../extension/manifest.ts";

const ENTRY = "\0extension";

/** Two folders, one per browser: what each accepts differs. There is no code yet, so the empty entry is taken out again. */
export function extensionFiles(version) {
  return {
    name: "extension-files",
    resolveId: (id) => (id === "extension" ? ENTRY : null),
    load: (id) => (id === ENTRY ? "export default null;" : null),
    generateBundle(_options, bundle) {
      for (const fileName of Object.keys(bundle)) delete bundle[fileName];
      for (const browser of ["chrome", "firefox"]) {
        const emit = (path, source) => this.emitFile({ type: "asset", fileName: `${browser}/${path}`, source });
        emit("manifest.json", `${JSON.stringify(manifestFor(browser, version), null, 2)}\n`);
        for (const size of ICON_SIZES) emit(`icons/${size}.png`, drawIcon(size));
      }
    },
  };
}
