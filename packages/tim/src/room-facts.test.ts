import assert from "node:assert/strict";
import { test } from "node:test";
import { isPublicRoom } from "./room-facts.ts";

const closed = { joinRule: "invite", historyVisibility: "invited", encrypted: true };

test("[G6] world-readable, unencrypted or openly joinable: each alone makes a room public", () => {
  assert.equal(isPublicRoom(closed), false);
  assert.equal(isPublicRoom({ ...closed, historyVisibility: "world_readable" }), true);
  assert.equal(isPublicRoom({ ...closed, encrypted: false }), true);
  assert.equal(isPublicRoom({ ...closed, joinRule: "public" }), true);
});
