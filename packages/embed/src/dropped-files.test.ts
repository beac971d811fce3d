import assert from "node:assert/strict";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, test } from "node:test";
import { droppedFiles } from "./dropped-files.ts";

const MiB = 1024 * 1024;
const never = new AbortController().signal;

type Answer = (response: ServerResponse) => void;
const send =
  (type: string, body: string, headers: Readonly<Record<string, string>> = {}): Answer =>
  (response) =>
    void response.writeHead(200, { "content-type": type, ...headers }).end(body);

/** 101 MiB and no word about it beforehand. */
const endless: Answer = (response) => {
  response.writeHead(200, { "content-type": "application/pdf" });
  const part = Buffer.alloc(MiB);
  let left = 101;
  const more = (): void => {
    while (left > 0 && !response.destroyed) {
      left -= 1;
      if (!response.write(part)) return void response.once("drain", more);
    }
    response.end();
  };
  more();
};

const pages: Readonly<Record<string, Answer>> = {
  "/befund.pdf": send("application/pdf", "%PDF-1.7"),
  "/named": send("application/pdf", "x", { "content-disposition": `attachment; filename*=UTF-8''EKG%20f%C3%BCr.pdf` }),
  "/plain": send("image/png; charset=binary", "x", { "content-disposition": 'attachment; filename="bild.png"' }),
  "/half%": send("application/pdf", "x"),
  "/login": send("Text/HTML; charset=utf-8", "<form>"),
  "/xhtml": send("application/xhtml+xml", "<html/>"),
  "/empty": send("application/pdf", ""),
  "/endless": endless,
  "/redirect": (response) => void response.writeHead(302, { location: "/login" }).end(),
  "/gone": (response) => void response.writeHead(410).end(),
  "/cut": (response) => {
    response.writeHead(200, { "content-type": "application/pdf", "content-length": "100" });
    response.write("half", () => response.destroy());
  },
};

const server = createServer((request, response) => {
  const answer = pages[request.url ?? ""];
  if (answer) answer(response);
  else response.writeHead(404).end();
});
let origin = "";

before(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
});
after(() => {
  server.close();
  server.closeAllConnections();
});

const drop = (link: string | null, files: readonly File[] = []) => droppedFiles({ files, link, origin }, never);

test("[L13] a link of the page's own origin becomes a file with the name that the server gives", async () => {
  for (const [path, name, type] of [
    ["/befund.pdf", "befund.pdf", "application/pdf"],
    ["/named", "EKG für.pdf", "application/pdf"],
    ["/plain", "bild.png", "image/png"],
    ["/half%", "half%", "application/pdf"],
  ] as const) {
    const { files, refused } = await drop(origin + path);
    assert.equal(refused, null);
    assert.deepEqual(
      files.map((file) => [file.name, file.type]),
      [[name, type]],
    );
  }
});

test("[L13] whatever is no file of the page is refused with its reason", async () => {
  for (const [link, reason] of [
    ["https://elsewhere.example/befund.pdf", "foreign-origin"],
    ["data:application/pdf,x", "foreign-origin"],
    ["javascript:alert(1)", "foreign-origin"],
    [`${origin}/login`, "login-page"],
    [`${origin}/redirect`, "login-page"],
    [`${origin}/xhtml`, "login-page"],
    [`${origin}/missing`, "not-found"],
    [`${origin}/gone`, "not-found"],
    [`${origin}/cut`, "not-found"],
    [`${origin}/empty`, "nothing"],
    [`${origin}/endless`, "too-large"],
    ["befund.pdf", "nothing"],
    [null, "nothing"],
  ] as const) {
    assert.deepEqual(await drop(link), { files: [], refused: reason }, link ?? "no link");
  }
});

test("[L13] files go before the link, and one that is too large refuses all", async () => {
  const small = new File(["x"], "klein.pdf");
  assert.deepEqual(await drop(`${origin}/login`, [small]), { files: [small], refused: null });
  const large = new File([], "gross.dcm");
  Object.defineProperty(large, "size", { value: 100 * MiB + 1 });
  assert.deepEqual(await drop(null, [small, large]), { files: [], refused: "too-large" });
});
