import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { askSite, signInToPortal, type Question } from "../testing/ask-site.ts";
import { startSiteOfTest, type SiteOfTest } from "../testing/site-of-test.ts";

let running: SiteOfTest;
let brandt: { cookie: string };
before(async () => {
  running = await startSiteOfTest();
  brandt = await signInToPortal(running.port, "sonnenallee", { user: "brandt", password: "sonne-brandt" });
});
after(() => running.stop());

const ask = (path: string, more: Partial<Question> = {}) =>
  askSite({ port: running.port, host: "sonnenallee.localhost", path, headers: brandt, ...more });

/** The snippet as it stands in the source. */
const snippetIn = (text: string): string | undefined =>
  /<!-- Konsil -->[\s\S]*?Konsil[\s\S]*?<\/script>/.exec(text)?.[0];

test("[D5] pages are not stored and their policy concedes the frame and nothing else", async () => {
  for (const path of ["/anmelden", "/patienten", "/akte/20418", "/akte/20418/findings", "/app/", "/abgemeldet"]) {
    const { status, headers, text } = await ask(path);
    assert.equal(status, 200, path);
    assert.equal(headers["cache-control"], "no-store", path);
    const policy = String(headers["content-security-policy"]);
    const nonce = /'nonce-([\w+/=]{20,})'/.exec(policy)?.[1] ?? "";
    assert.equal(
      policy,
      `default-src 'self'; script-src 'self' 'nonce-${nonce}'; style-src 'self'; img-src 'self'; ` +
        `frame-src ${running.site.origins.chat}; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'`,
    );
    // What the policy would silently drop.
    assert.doesNotMatch(text, /\sstyle=|<style|\son\w+=/, path);
  }
});

test("[D5] each answer has its own nonce", async () => {
  const [one, two] = await Promise.all([ask("/akte/20418"), ask("/akte/20418")]);
  assert.notEqual(one.headers["content-security-policy"], two.headers["content-security-policy"]);
});

test("[D6] the snippet of at most ten lines stands in the source of a signed-in page", async () => {
  const { text, headers } = await ask("/akte/20418");
  const snippet = snippetIn(text) ?? "";
  assert.ok(snippet.split("\n").length <= 10, snippet);
  assert.match(snippet, /<konsil-chat><\/konsil-chat>/);
  assert.match(snippet, /readPatient: \(\) => Praxisportal\.openPatient\(\)/);
  assert.match(snippet, /tenant: "sonnenallee"/);
  assert.match(snippet, /user: "brandt", hostSession: "[\w-]{16}"/);
  const nonce = /nonce="([^"]+)"/.exec(snippet)?.[1] ?? "none";
  assert.ok(String(headers["content-security-policy"]).includes(`'nonce-${nonce}'`));
  const cookie = brandt.cookie.split("=")[1] ?? "";
  assert.ok(!text.includes(cookie), "the page must not know the cookie");
});

test("[S1] [D6] pages of nobody have no chat", async () => {
  for (const path of ["/anmelden", "/abgemeldet"]) {
    const { text } = await ask(path, { headers: {} });
    assert.doesNotMatch(text, /Konsil/, path);
  }
});

test("[S1] signing out ends the session; one page ends the chat, one has forgotten to", async () => {
  for (const [path, endsChat] of [
    ["/abmelden", true],
    ["/abmelden/ohne-skript", false],
  ] as const) {
    const session = await signInToPortal(running.port, "sonnenallee", { user: "yildiz", password: "sonne-yildiz" });
    assert.equal((await ask("/patienten", { headers: session })).status, 200);
    const signedOut = await ask(path, { headers: session, form: {} });
    const page = await ask(String(signedOut.headers.location), { headers: session });
    assert.equal(/\["shutdown"/.test(page.text), endsChat, path);
    const again = await ask("/patienten", { headers: session });
    assert.equal(again.headers.location, "/anmelden");
  }
});

test("[L1] the script with the number of its release may be kept, the loader has to be looked for anew", async () => {
  const kept = await ask("/konsil/konsil-embed.js?v=7");
  assert.match(String(kept.headers["cache-control"]), /immutable/);
  const loader = await ask("/konsil/konsil.js");
  assert.equal(loader.headers["cache-control"], "no-cache");
});

test("[S1] two sign-ins of one person are two host sessions", async () => {
  const again = await signInToPortal(running.port, "sonnenallee", { user: "brandt", password: "sonne-brandt" });
  const sessionOf = (text: string): string | undefined => /hostSession: "([^"]+)"/.exec(text)?.[1];
  const first = sessionOf((await ask("/patienten")).text);
  const second = sessionOf((await ask("/patienten", { headers: again })).text);
  assert.ok(first && second);
  assert.notEqual(first, second);
});

test("[P1] the branch is a tenant of its own at the same portal, with its own 4711-208", async () => {
  const form = { user: "brandt", password: "sonne-brandt", tenant: "sonnenallee-2" };
  const branch = await signInToPortal(running.port, "sonnenallee", form);
  const page = await ask("/akte/4711-208", { headers: branch });
  assert.match(page.text, /tenant: "sonnenallee-2"/);
  assert.match(page.text, /"family":"Aydın"/);
  assert.match((await ask("/akte/4711-208")).text, /"family":"Huber"/);
});

test("a wrong password and a person of the other site are refused", async () => {
  for (const form of [
    { user: "brandt", password: "sonne-yildiz" },
    { user: "nwosu", password: "nord-nwosu" },
  ]) {
    const { status, headers, text } = await ask("/anmelden", { headers: {}, form });
    assert.equal(status, 403);
    assert.equal(headers["set-cookie"], undefined);
    assert.match(text, /Benutzername oder Passwort stimmt nicht/);
  }
});

test("[D12] what was typed comes back escaped", async () => {
  const search = await ask(`/patienten?q=${encodeURIComponent('"><script>x</script>')}`);
  assert.doesNotMatch(search.text, /<script>x/);
  const failed = await ask("/anmelden", { headers: {}, form: { user: '"><i>', password: "x" } });
  assert.doesNotMatch(failed.text, /<i>/);
});

test("the search finds by name, birth date and number", async () => {
  const hits = async (term: string): Promise<number> =>
    (await ask(`/patienten?q=${encodeURIComponent(term)}`)).text.match(/href="\/akte\//g)?.length ?? 0;
  assert.equal(await hits(""), 12);
  assert.equal(await hits("bergmann"), 2);
  assert.equal(await hits("bergmann 12.08.1964"), 1);
  assert.equal(await hits("4711"), 1);
  assert.equal(await hits("nobody"), 0);
});

test("[D7] findings need a session and are the same bytes each time", async () => {
  const page = await ask("/akte/20418");
  const paths = [...page.text.matchAll(/data-file="([^"]+)"/g)].map(([, path]) => path ?? "");
  assert.equal(paths.length, 7);
  for (const path of paths) {
    const file = await ask(path);
    assert.equal(file.status, 200, path);
    assert.equal(file.headers["cache-control"], "no-store");
    const isPdf = path.endsWith(".pdf");
    assert.equal(file.headers["content-type"], isPdf ? "application/pdf" : "image/png");
    assert.equal(file.body.subarray(0, 4).toString("latin1"), isPdf ? "%PDF" : "\u0089PNG");
    assert.deepEqual((await ask(path)).body, file.body);
    assert.equal((await ask(path, { headers: {} })).headers.location, "/anmelden");
  }
});

test("rows, links and pictures of findings can be dragged", async () => {
  const { text } = await ask("/akte/20418");
  assert.equal(text.match(/<tr draggable="true" data-file=/g)?.length, 7);
  assert.equal(text.match(/<a href="\/akte\/20418\/datei\/[^"]+" draggable="true"/g)?.length, 7);
  assert.equal(text.match(/<img\s[^>]*draggable="true"/g)?.length, 3);
});

test("German and English by switch, back to where one was, never elsewhere", async () => {
  const change = await ask("/sprache/en?zu=%2Fakte%2F20418");
  assert.equal(change.headers.location, "/akte/20418");
  const language = change.headers["set-cookie"]?.[0]?.split(";")[0] ?? "";
  const page = await ask("/akte/20418", { headers: { cookie: `${brandt.cookie}; ${language}` } });
  assert.match(page.text, /<html lang="en">/);
  assert.match(page.text, /born 12 Aug 1964 \(\d+ y\),\s+female/);
  for (const evil of ["https://evil.example/", "//evil.example/", "/\\evil.example"]) {
    assert.equal((await ask(`/sprache/de?zu=${encodeURIComponent(evil)}`)).headers.location, "/");
  }
});

test("the single-page variant gets record and model in one answer", async () => {
  const answer = JSON.parse((await ask("/api/akten/20419/overview")).text) as { patient: unknown; html: string };
  assert.deepEqual(answer.patient, {
    number: "20419",
    family: "Bergmann",
    given: "Frauke",
    birthDate: "1964-08-21",
    sex: "female",
  });
  assert.match(answer.html, /href="\/app\/akte\/20419\/findings"/);
  assert.equal((await ask("/api/akten/99999/overview")).status, 404);
});
