const BIDI = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
// Control characters are exactly what must go.
const FORBIDDEN = /[\u0000-\u001f\u007f<>:"/\\|?*]/g;
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/** A file name that is safe to save: no path, no bidirectional controls, no reserved name, extension kept. */
export function downloadName(name: string): string {
  const last = name.replace(BIDI, "").split(/[/\\]/).at(-1) ?? "";
  const clean = last.replace(FORBIDDEN, "_").replace(/^[.\s]+|[.\s]+$/g, "");
  const safe = RESERVED.test(clean) ? `_${clean}` : clean;
  if (safe.length <= 150) return safe || "datei";
  const dot = safe.lastIndexOf(".");
  const extension = dot > 0 && safe.length - dot <= 12 ? safe.slice(dot) : "";
  return safe.slice(0, 150 - extension.length) + extension;
}
