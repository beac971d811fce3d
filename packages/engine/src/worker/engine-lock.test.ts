import assert from "node:assert/strict";
import { test } from "node:test";
import { newerBuild } from "./engine-lock.ts";

test("[B4] only a newer release is given way to", () => {
  assert.equal(newerBuild({ t: "yield", build: 3 }, 2), 3);
  assert.equal(newerBuild({ t: "yield", build: 2 }, 2), undefined);
  assert.equal(newerBuild({ t: "yield", build: 1 }, 2), undefined);
});

test("[B4] anything else on the channel is ignored", () => {
  for (const data of [null, "yield", 7, {}, { t: "yield" }, { t: "stop", build: 9 }, { t: "yield", build: "9" }]) {
    assert.equal(newerBuild(data, 2), undefined);
  }
});
