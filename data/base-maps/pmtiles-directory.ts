/** A run of tiles with the same bytes, or (`run` 0) a leaf directory, by Hilbert number. Offsets count from its section. */
export interface DirectoryEntry {
  readonly number: number;
  readonly offset: number;
  readonly length: number;
  readonly run: number;
}

/** More than any writer puts into one directory: the specification's own root has at most 16 kB. */
const mostEntries = 2_000_000;

/**
 * Reads a directory of a PMTiles 3 file: how many, then all numbers (as differences), runs, lengths and offsets, as
 * varints (specification 3.4, section 4). Throws a RangeError where it does not hold together.
 */
export function readDirectory(bytes: Uint8Array): DirectoryEntry[] {
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let factor = 1; factor <= 2 ** 49; factor *= 128) {
      const byte = bytes[at++];
      if (byte === undefined) throw new RangeError("the directory ends within a number");
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value;
    }
    throw new RangeError("a number in the directory has no end");
  };
  const count = varint();
  // Four numbers an entry, a byte each at least.
  if (count > mostEntries || count * 4 > bytes.length) throw new RangeError(`a directory of ${count} entries`);
  const column = () => Float64Array.from({ length: count }, varint);
  const [steps, runs, lengths, offsets] = [column(), column(), column(), column()];
  const entries: DirectoryEntry[] = [];
  let number = 0;
  let end = 0;
  for (let index = 0; index < count; index++) {
    const [step = 0, run = 0, length = 0, given = 0] = [steps[index], runs[index], lengths[index], offsets[index]];
    number += step;
    // Zero: right behind the one before.
    const offset = given === 0 && index > 0 ? end : given - 1;
    if (length === 0 || offset < 0) throw new RangeError(`entry ${index} of the directory points nowhere`);
    end = offset + length;
    entries.push({ number, offset, length, run });
  }
  return entries;
}

/** The last entry at or before `number`, where it covers it: a run that reaches so far, or a leaf. Null: no such tile. */
export function findEntry(entries: readonly DirectoryEntry[], number: number): DirectoryEntry | null {
  let [low, high] = [0, entries.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    if ((entries[middle]?.number ?? 0) <= number) low = middle + 1;
    else high = middle - 1;
  }
  const entry = entries[high];
  if (entry === undefined) return null;
  return entry.run === 0 || number < entry.number + entry.run ? entry : null;
}

/** The number of a tile: those of all lower zooms first, then along the Hilbert curve of its own. */
export function tileNumber(zoom: number, column: number, row: number): number {
  let number = (4 ** zoom - 1) / 3;
  let [x, y] = [column, row];
  for (let side = 2 ** (zoom - 1); side >= 1; side /= 2) {
    const right = (Math.floor(x / side) % 2) as 0 | 1;
    const lower = (Math.floor(y / side) % 2) as 0 | 1;
    number += side * side * ((3 * right) ^ lower);
    [x, y] = [x % side, y % side];
    if (lower === 0) {
      if (right === 1) [x, y] = [side - 1 - x, side - 1 - y];
      [x, y] = [y, x];
    }
  }
  return number;
}
