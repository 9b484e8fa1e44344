import { inflateSync } from "node:zlib";

/** How many of a PNG's pixels (8 bits a channel, not interlaced) have this colour, give or take `slack` a channel; 0 to 1. */
export function shareOfColour(png: Buffer, colour: readonly [number, number, number], slack = 6): number {
  const width = png.readUInt32BE(16);
  const height = png.readUInt32BE(20);
  const channels = png[25] === 6 ? 4 : 3;
  const rows = inflateSync(Buffer.concat(chunks(png, "IDAT")));
  let before = new Uint8Array(width * channels);
  let found = 0;
  for (let y = 0; y < height; y++) {
    const start = y * (width * channels + 1);
    const row = unfilter(rows[start] ?? 0, rows.subarray(start + 1, start + 1 + width * channels), before, channels);
    for (let at = 0; at < row.length; at += channels) {
      if (colour.every((value, channel) => Math.abs((row[at + channel] ?? 0) - value) <= slack)) found += 1;
    }
    before = row;
  }
  return found / (width * height);
}

function chunks(png: Buffer, name: string): Buffer[] {
  const found: Buffer[] = [];
  for (let at = 8; at < png.length; at += png.readUInt32BE(at) + 12) {
    if (png.toString("latin1", at + 4, at + 8) === name)
      found.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
  }
  return found;
}

/** Undoes a row's filter (PNG specification, section 9). */
function unfilter(filter: number, row: Uint8Array, above: Uint8Array, channels: number): Uint8Array<ArrayBuffer> {
  const plain = new Uint8Array(row.length);
  for (let at = 0; at < row.length; at++) {
    const left = plain[at - channels] ?? 0;
    const up = above[at] ?? 0;
    const corner = above[at - channels] ?? 0;
    const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter] ?? 0;
    plain[at] = (row[at] ?? 0) + guess;
  }
  return plain;
}

function paeth(left: number, up: number, corner: number): number {
  const estimate = left + up - corner;
  const [a, b, c] = [Math.abs(estimate - left), Math.abs(estimate - up), Math.abs(estimate - corner)];
  return a <= b && a <= c ? left : b <= c ? up : corner;
}
