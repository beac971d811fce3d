import { downloadName } from "./download-name.ts";

/** Hands decrypted bytes to the browser's download. Never navigates to a blob: URL (safety I1). */
export function saveFile(blob: Blob, name: string): void {
  const url = URL.createObjectURL(new Blob([blob], { type: "application/octet-stream" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = downloadName(name);
  link.rel = "noopener";
  link.click();
  // The browser has taken the bytes once the click is handled; a minute is generous.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
