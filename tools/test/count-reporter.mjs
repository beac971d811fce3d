/** Reporter of node:test: one line of JSON when all files are done. */
export default async function* countReporter(events) {
  for await (const { type, data } of events) {
    if (type !== "test:summary" || data.file !== undefined) continue;
    const { passed, failed, cancelled, skipped, todo } = data.counts;
    yield `${JSON.stringify({ passed, failed: failed + cancelled, notRun: skipped + todo })}\n`;
  }
}
