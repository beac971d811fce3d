import assert from "node:assert/strict";
import { before, test } from "node:test";
import { parseBootOptions } from "./boot-options.ts";

before(() => {
  Object.assign(globalThis, { document: { documentElement: { lang: "en-GB" } } });
});

const least = { chat: "https://chat.example/path?x", tenant: "sonnenallee" };

test("[P1] without a tenant nothing starts: a patient number would belong to nobody", () => {
  for (const tenant of [undefined, "", "Sonnenallee", "a/b", "../x", "-a", 7]) {
    assert.equal(parseBootOptions({ ...least, tenant }), undefined);
  }
});

test("[S1] user and session of the portal come together or not at all", () => {
  assert.equal(parseBootOptions({ ...least, user: "kb" }), undefined);
  assert.equal(parseBootOptions({ ...least, hostSession: "s" }), undefined);
  assert.equal(parseBootOptions({ ...least, user: "kb", hostSession: "" }), undefined);
  assert.equal(parseBootOptions({ ...least, user: "kb", hostSession: "s" })?.user, "kb");
  assert.equal(parseBootOptions(least)?.user, null);
});

test("[F1] the frame host is an origin and nothing more; what cannot be one starts nothing", () => {
  assert.equal(parseBootOptions(least)?.chat, "https://chat.example");
  for (const chat of [undefined, "chat.example", "javascript:alert(1)", "file:///x", "blob:https://a", {}]) {
    assert.equal(parseBootOptions({ ...least, chat }), undefined);
  }
  for (const input of [undefined, null, "boot", 7]) assert.equal(parseBootOptions(input), undefined);
});

test("[L4] what is absurd among the rest is as if it had not been given", () => {
  const options = parseBootOptions({
    ...least,
    theme: "pink",
    side: 1,
    corner: "middle",
    readPatient: "x",
    open: "yes",
  });
  assert.deepEqual(options, {
    chat: "https://chat.example",
    tenant: "sonnenallee",
    user: null,
    hostSession: null,
    readPatient: null,
    locale: "en",
    theme: "auto",
    side: "right",
    corner: "bottom-right",
    pushPage: false,
    open: false,
  });
});
