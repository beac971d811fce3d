import { appendFileSync } from "node:fs";

function count(suite, counts) {
  for (const test of suite.tests) counts[test.skipped ? "notRun" : test.passed ? "passed" : "failed"] += 1;
  for (const nested of suite.suites) count(nested, counts);
}

/** Reporter of web-test-runner: one line of JSON when all sessions are done. @param {string} file */
export function browserCountReporter(file) {
  return {
    onTestRunFinished({ sessions }) {
      const counts = { passed: 0, failed: 0, notRun: 0 };
      for (const { testResults, errors } of sessions) {
        if (testResults) count(testResults, counts);
        counts.failed += errors.length;
      }
      appendFileSync(file, `${JSON.stringify(counts)}\n`);
    },
  };
}
