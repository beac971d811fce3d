// The tests of this package run in Node, whose types the package itself does not have.
declare function setImmediate(callback: () => void): void;

/** The next turn of the event loop: everything that was ready has run. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
