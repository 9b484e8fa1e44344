import type { DuckDBValue } from "@duckdb/node-api";
import { DuckDBBitValue } from "../duckdb.js";

/** Bits that are 1, for every byte. */
const ones = Uint8Array.from({ length: 256 }, (_each, byte) => byte.toString(2).replaceAll("0", "").length);

/** For WHERE. */
export interface Passing {
  readonly sql: string;
  readonly bindings: Record<string, DuckDBValue>;
}

/** What passes a set of rows, or everything where there is none; bound under names that begin with `rows`. */
export function passing(rows: RowSet | null, fid = "fid"): Passing {
  return rows?.sql("rows", fid) ?? { sql: "true", bindings: {} };
}

/**
 * Rows of a family of layers, a bit for every fid from 0: in a byte the first fid is the highest bit, as DuckDB writes a
 * BIT. A million rows take 125 kB, in the engine's memory and bound to a statement alike. Never changed once made.
 */
export class RowSet {
  readonly count: number;

  constructor(private readonly bytes: Uint8Array) {
    let count = 0;
    for (const byte of bytes) count += ones[byte] ?? 0;
    this.count = count;
  }

  has(fid: number): boolean {
    return ((this.bytes[fid >> 3] ?? 0) & (0x80 >> (fid & 7))) !== 0;
  }

  /** The rows of this set that are named; a fid that is not in it is left out. */
  among(fids: readonly number[]): RowSet {
    const bytes = new Uint8Array(this.bytes.length);
    for (const fid of fids) {
      if (fid >= 8 * bytes.length) continue;
      const [at, bit] = [fid >> 3, 0x80 >> (fid & 7)];
      bytes[at] = (bytes[at] ?? 0) | ((this.bytes[at] ?? 0) & bit);
    }
    return new RowSet(bytes);
  }

  /** The fids (places of the list) whose code is wanted: 1 in `wanted` at its place. */
  static ofCodes(codes: Uint16Array, wanted: Uint8Array): RowSet {
    const bytes = new Uint8Array(Math.ceil(codes.length / 8));
    for (let fid = 0; fid < codes.length; fid++) {
      if (wanted[codes[fid] ?? 0] === 1) bytes[fid >> 3] = (bytes[fid >> 3] ?? 0) | (0x80 >> (fid & 7));
    }
    return new RowSet(bytes);
  }

  /** How many rows of the set have each code below `limit`; `codes` by fid. A million rows in 2 to 6 ms. */
  countCodes(codes: Uint16Array, limit: number): Uint32Array {
    const counts = new Uint32Array(65_536);
    const last = Math.min(this.bytes.length, Math.ceil(codes.length / 8));
    for (let at = 0; at < last; at++) {
      let byte = this.bytes[at] ?? 0;
      while (byte !== 0) {
        const zeros = Math.clz32(byte) - 24;
        const code = codes[8 * at + zeros];
        if (code !== undefined) counts[code] = (counts[code] ?? 0) + 1;
        byte &= ~(0x80 >> zeros);
      }
    }
    return counts.subarray(0, limit);
  }

  /** The first fids, ascending. */
  first(most: number): Uint32Array {
    const fids = new Uint32Array(Math.min(most, this.count));
    let found = 0;
    for (let at = 0; found < fids.length; at++) {
      const byte = this.bytes[at] ?? 0;
      for (let bit = 0; byte !== 0 && bit < 8 && found < fids.length; bit++) {
        if ((byte & (0x80 >> bit)) === 0) continue;
        fids[found] = 8 * at + bit;
        found += 1;
      }
    }
    return fids;
  }

  /** Rows of either. */
  union(other: RowSet): RowSet {
    return this.combine(other, (one, two) => one | two);
  }

  /** Rows of both. */
  intersection(other: RowSet): RowSet {
    return this.combine(other, (one, two) => one & two);
  }

  /** Rows of this set that are not of the other. */
  difference(other: RowSet): RowSet {
    return this.combine(other, (one, two) => one & ~two);
  }

  private combine(other: RowSet, byte: (one: number, two: number) => number): RowSet {
    const made = new Uint8Array(Math.max(this.bytes.length, other.bytes.length));
    for (let at = 0; at < made.length; at++) made[at] = byte(this.bytes[at] ?? 0, other.bytes[at] ?? 0);
    return new RowSet(made);
  }

  /**
   * Whether a fid (an SQL expression) is in the set, as SQL with values bound under names that begin with `name`. 6 ms for a million rows; a
   * semi-join with a table of the fids took 20 ms and needs the table.
   */
  sql(name: string, fid = "fid"): Passing {
    // One byte more than there are fids: a fid that is beyond the set is read there, and is not in it. The first byte of a
    // BIT says how many bits of the second are padding.
    const bits = new Uint8Array(this.bytes.length + 2);
    bits.set(this.bytes, 1);
    return {
      sql: `(get_bit($${name}, CAST(least(${fid}, $${name}_beyond) AS INTEGER)) = 1)`,
      bindings: { [name]: new DuckDBBitValue(bits), [`${name}_beyond`]: BigInt(8 * this.bytes.length) },
    };
  }
}
