import assert from "node:assert/strict";
import { test } from "node:test";
import { asUserId } from "@konsil/protocol";
import fc from "fast-check";
import { matrixAddressOf, parseMatrixAddress } from "./matrix-address.ts";

const RECEPTION = "@empfang:tim.example";

const read: readonly (readonly [string, string])[] = [
  ["@empfang:tim.example", RECEPTION],
  ["  @empfang:tim.example\n", RECEPTION],
  ["matrix:u/empfang:tim.example", RECEPTION],
  ["matrix:user/empfang:tim.example", RECEPTION],
  ["MATRIX:u/empfang:tim.example", RECEPTION],
  ["matrix:u/empfang:tim.example?action=chat&via=other.example", RECEPTION],
  ["IMPP:matrix:u/empfang:tim.example", RECEPTION],
  ["IMPP;TYPE=work:matrix://@empfang:tim.example", RECEPTION],
  ["matrix:u/empfang:tim.example:8448", "@empfang:tim.example:8448"],
  ["matrix:u/empfang:[2001:db8::1]:8448", "@empfang:[2001:db8::1]:8448"],
  ["matrix:u/a%2Fb:tim.example", "@a/b:tim.example"],
  ["@Empfang.OG:tim.example", "@Empfang.OG:tim.example"],
];

test("[G7] every form in which an address is met gives the same person", () => {
  for (const [text, userId] of read) assert.equal(parseMatrixAddress(text), userId, text);
});

test("[G7] what is no address gives nobody", () => {
  const texts = [
    "",
    "@",
    "@:",
    "@empfang",
    "@empfang:",
    "@:tim.example",
    "empfang:tim.example",
    "matrix:u/empfang:",
    "matrix:u/",
    "matrix:r/raum:tim.example",
    "matrix:roomid/raum:tim.example",
    "https://matrix.to/#/@empfang:tim.example",
    "mailto:empfang@tim.example",
    "@emp fang:tim.example",
    "@empfang:tim.example/../admin",
    "@empfang:tim.example?x",
    "@empf\u202eang:tim.example",
    "matrix:u/%:tim.example",
    "matrix:u/%20:tim.example",
    `@${"a".repeat(250)}:tim.example`,
  ];
  for (const text of texts) assert.equal(parseMatrixAddress(text), undefined, text);
});

test("[G7] a percent sign is decoded once", () => {
  assert.equal(parseMatrixAddress("matrix:u/a%2541:tim.example"), "@a%41:tim.example");
});

test("[G7] what is written is read back, for every localpart that Matrix allows", () => {
  const localparts = fc.stringMatching(/^[a-zA-Z0-9._=/+%-]{1,64}$/);
  const servers = fc.constantFrom("tim.example", "tim.example:8448", "192.0.2.7", "[2001:db8::1]:8448");
  fc.assert(
    fc.property(localparts, servers, (localpart, server) => {
      const userId = asUserId(`@${localpart}:${server}`);
      assert.equal(parseMatrixAddress(matrixAddressOf(userId)), userId);
    }),
  );
});

test("[G7] no text makes it throw, and whatever it takes is an address", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      assert.match(parseMatrixAddress(`matrix:u/${text}:tim.example`) ?? "@a:b", /^@[!-9;-~]+:[\w.:[\]-]+$/);
    }),
  );
});
