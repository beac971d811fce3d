import { fileURLToPath } from "node:url";
import { defaultReporter } from "@web/test-runner";
import config from "../../web-test-runner.config.mjs";
import { browserCountReporter } from "./browser-count-reporter.mjs";

/** The project's configuration with a reporter that counts for the whole run. */
export default {
  ...config,
  rootDir: fileURLToPath(new URL("../..", import.meta.url)),
  reporters: [
    ...(config.reporters ?? [defaultReporter({ reportTestProgress: false })]),
    browserCountReporter(process.env.KONSIL_COUNTS),
  ],
};
