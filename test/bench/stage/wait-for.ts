/** Asks until there is an answer. @throws after the limit */
export async function waitFor<T>(ask: () => Promise<T | undefined>, what: string, limitMs = 30_000): Promise<T> {
  const deadline = performance.now() + limitMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (performance.now() > deadline) throw new Error(`not seen in time: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
