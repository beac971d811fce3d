import type { Plugin } from "rollup";

/**
 * Calls and room-RTC of the SDK are never reached (`disableVoip`), but its client imports them: a fifth of the engine's
 * code. The six modules through which they come in are replaced by what the client really touches. Names that are only
 * re-exported by the SDK's barrel come from `__unused`, so nothing but the re-export may use them.
 */
const LIB = /node_modules\/matrix-js-sdk\/lib\/(.+)\.js$/;

const unused = (name: string): string =>
  `export class ${name} { constructor() { throw new Error("calls are not part of this build"); } }`;

export const STUBS: ReadonlyMap<string, string> = new Map([
  ["webrtc/call", `export const supportsMatrixCall = () => false;\nexport const createNewMatrixCall = () => null;`],
  ["webrtc/callEventHandler", unused("CallEventHandler")],
  ["webrtc/groupCallEventHandler", unused("GroupCallEventHandler")],
  ["webrtc/groupCall", unused("GroupCall")],
  ["webrtc/mediaHandler", `export class MediaHandler {}`],
  ["matrixrtc/MatrixRTCSessionManager", `export class MatrixRTCSessionManager { start() {} stop() {} }`],
]);

export function sdkStubs(): Plugin {
  return {
    name: "sdk-stubs",
    load(id: string) {
      const stub = STUBS.get(LIB.exec(id)?.[1] ?? "");
      if (stub === undefined) return null;
      const code = `${stub}\nexport const __unused = {};\n`;
      return { code, syntheticNamedExports: "__unused", moduleSideEffects: false };
    },
  };
}
