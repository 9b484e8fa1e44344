/** A small generator of numbers that is the same everywhere (xorshift32). */
export class Dice {
  private state: number;

  constructor(seed: number) {
    this.state = seed | 0 || 1;
  }

  /** A whole number from 0 to `sides` - 1. */
  roll(sides: number): number {
    this.state ^= this.state << 13;
    this.state ^= this.state >>> 17;
    this.state ^= this.state << 5;
    return (this.state >>> 0) % sides;
  }
}

/** Offsets of the whole numbers in the headers of a .shp and a .dbf, and their sizes. */
const headerNumbers = {
  shp: [
    { at: 24, size: 4 },
    { at: 32, size: 4 },
    { at: 100, size: 4 },
    { at: 104, size: 4 },
    { at: 108, size: 4 },
    { at: 144, size: 4 },
    { at: 148, size: 4 },
  ],
  dbf: [
    { at: 4, size: 4 },
    { at: 8, size: 2 },
    { at: 10, size: 2 },
    { at: 48, size: 1 },
    { at: 43, size: 1 },
  ],
} as const;

const boundaries = [0, 1, 2, 0x7f, 0x80, 0xff, 0x7fff, 0xffff, 0x7fffffff, 0x80000000, 0xffffffff];

export interface Mutation {
  readonly bytes: Buffer;
  readonly what: string;
}

/**
 * One thing done to a file: a bit flipped (45 %), a byte set (15 %), a number of the header set to a boundary (20 %), the
 * end cut off (10 %), bytes put in or taken out (10 %).
 */
export function mutate(original: Buffer, part: "shp" | "dbf", dice: Dice): Mutation {
  const bytes = Buffer.from(original);
  const kind = dice.roll(100);
  const at = dice.roll(bytes.length);
  if (kind < 45) {
    const bit = dice.roll(8);
    bytes[at] = (bytes[at] ?? 0) ^ (1 << bit);
    return { bytes, what: `${part}: bit ${bit} of byte ${at}` };
  }
  if (kind < 60) {
    const value = dice.roll(256);
    bytes[at] = value;
    return { bytes, what: `${part}: byte ${at} = ${value}` };
  }
  if (kind < 80) {
    const place = headerNumbers[part][dice.roll(headerNumbers[part].length)] ?? { at: 4, size: 4 };
    const value = boundaries[dice.roll(boundaries.length)] ?? 0;
    const bigEndian = part === "shp" && [24, 100, 104].includes(place.at);
    for (let byte = 0; byte < place.size; byte++) {
      bytes[place.at + byte] = (value >>> (8 * (bigEndian ? place.size - 1 - byte : byte))) & 0xff;
    }
    return { bytes, what: `${part}: number at ${place.at} = ${value}` };
  }
  if (kind < 90) return { bytes: bytes.subarray(0, at), what: `${part}: cut at ${at}` };
  const length = 1 + dice.roll(16);
  if (kind < 95) {
    const inserted = Buffer.concat([bytes.subarray(0, at), Buffer.alloc(length, dice.roll(256)), bytes.subarray(at)]);
    return { bytes: inserted, what: `${part}: ${length} bytes put in at ${at}` };
  }
  return {
    bytes: Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + length)]),
    what: `${part}: ${length} bytes taken out at ${at}`,
  };
}
