/** Letters for the file glyph: the extension, at most four letters; empty when the name has none. */
export function fileGlyph(name: string): string {
  const dot = name.lastIndexOf(".");
  if (dot < 0) return "";
  const extension = name.slice(dot + 1).trim();
  return /^[a-z0-9]{1,5}$/iu.test(extension) ? extension.toUpperCase().slice(0, 4) : "";
}
