import { sniffType } from "./sniff.ts";

/**
 * Width and height of a picture in pixels, so that the other side can reserve its place. Undefined for everything else
 * and where the host cannot decode (Node).
 */
export async function pictureSize(file: Blob): Promise<{ width: number; height: number } | undefined> {
  if (typeof createImageBitmap !== "function" || !(await sniffType(file)).startsWith("image/")) return undefined;
  try {
    const bitmap = await createImageBitmap(file);
    const size = { width: bitmap.width, height: bitmap.height };
    bitmap.close();
    return size;
  } catch {
    return undefined;
  }
}
