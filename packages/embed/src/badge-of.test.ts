import assert from "node:assert/strict";
import { test } from "node:test";
import { badgeOf, type Status } from "./badge-of.ts";

const status: Status = { t: "status", unread: 0, notSent: 0, signedIn: true, offline: false, acceptsDrop: false };

test("[F3] the launcher shows the worst of counts and states, and says it", () => {
  const shown = (change: Partial<Status>): readonly unknown[] => {
    const { sign, text, label } = badgeOf({ ...status, ...change }, "en");
    return [sign, text, label];
  };
  assert.deepEqual(shown({}), [null, "", "Open Konsil"]);
  assert.deepEqual(shown({ unread: 1 }), [null, "1", "Open Konsil, 1 new message"]);
  assert.deepEqual(shown({ unread: 100 }), [null, "99+", "Open Konsil, 100 new messages"]);
  assert.deepEqual(shown({ unread: 5, offline: true }), ["offline", "", "Open Konsil, No connection"]);
  assert.deepEqual(shown({ unread: 5, offline: true, notSent: 2 }), ["warn", "", "Open Konsil, 2 messages not sent"]);
  assert.equal(badgeOf(null, "de").label, "Konsil öffnen");
});
