import assert from "node:assert/strict";
import { test } from "node:test";
import { stripWasm } from "./strip-wasm.ts";

const HEADER = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00];

const section = (id: number, content: readonly number[]): number[] => [id, content.length, ...content];
const custom = (name: string, content: readonly number[]): number[] =>
  section(0, [name.length, ...Buffer.from(name), ...content]);

/** One function that gives 42, exported as "f". */
const TYPE = section(1, [1, 0x60, 0, 1, 0x7f]);
const FUNCTION = section(3, [1, 0]);
const EXPORT = section(7, [1, 1, 0x66, 0, 0]);
const CODE = section(10, [1, 4, 0, 0x41, 42, 0x0b]);

test("drops what only debuggers read and keeps the rest in order", () => {
  const before = [...HEADER, ...custom("name", [1, 2]), ...TYPE, ...custom("kept", [9]), ...FUNCTION, ...EXPORT];
  const stripped = stripWasm(Buffer.from([...before, ...CODE, ...custom("producers", [0])]));
  const expected = Buffer.from([...HEADER, ...TYPE, ...custom("kept", [9]), ...FUNCTION, ...EXPORT, ...CODE]);
  assert.deepEqual(stripped, expected);
});

test("the stripped module runs", async () => {
  const bytes = stripWasm(Buffer.from([...HEADER, ...TYPE, ...FUNCTION, ...EXPORT, ...CODE, ...custom("name", [])]));
  const { instance } = await WebAssembly.instantiate(new Uint8Array(bytes));
  const exports = instance.exports as { readonly f: () => number };
  assert.equal(exports.f(), 42);
});

test("refuses what is no module or is cut", () => {
  assert.throws(() => stripWasm(Buffer.from("not a module")), /no WebAssembly/);
  assert.throws(() => stripWasm(Buffer.from([...HEADER, 1, 0x20, 0])), /truncated/);
  assert.throws(() => stripWasm(Buffer.from([...HEADER, 1, 0x80, 0x80, 0x80, 0x80, 0x80])), /too long/);
});
