/** The images that may be drawn, told by their first bytes: names and headers can say anything. */
export function imageType(bytes: Uint8Array): "png" | "jpeg" | "webp" | null {
  const begins = (signature: readonly number[], from = 0) =>
    bytes.length >= from + signature.length && signature.every((byte, index) => bytes[from + index] === byte);
  if (begins([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return "png";
  if (begins([0xff, 0xd8, 0xff])) return "jpeg";
  if (begins([0x52, 0x49, 0x46, 0x46]) && begins([0x57, 0x45, 0x42, 0x50], 8)) return "webp";
  return null;
}
