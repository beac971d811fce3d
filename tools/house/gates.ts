/** The only files in which windows, ports and workers talk to each other: named gates, and the two ends of the port. */
const GATES = [
  /^packages\/[^/]+\/src\/(?:.+\/)?[a-z-]*gate[a-z-]*\.ts$/,
  /^packages\/engine\/src\/worker\/(?:engine\.worker|engine-lock|port-server)\.ts$/,
  /^packages\/engine\/src\/client\/[a-z-]+\.ts$/,
];

export const isGate = (path: string): boolean => GATES.some((pattern) => pattern.test(path));

/** The only folder from which something goes to a room (safety E1). */
export const WAY_OUT = "packages/engine/src/wire/";

/** A name that says nothing attracts everything. */
const REFUSED = new Set(["utils", "util", "helpers", "helper", "common", "misc", "manager"]);

/** What is wrong with the name of a file. */
export function fileNameOffence(path: string): string | undefined {
  const name = path.slice(path.lastIndexOf("/") + 1).replace(/\.[a-z0-9.]+$/, "");
  if (!/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(name)) return "is not kebab-case";
  const refused = name.split("-").find((part) => REFUSED.has(part));
  return refused === undefined ? undefined : `says "${refused}", which says nothing`;
}
