/** A seeded generator of numbers in [0, 1): integer arithmetic only, so that every machine makes the same. */
export interface Random {
  next(): number;
  /** A number in [low, high). */
  between(low: number, high: number): number;
  /** A whole number from low to high, both included. */
  whole(low: number, high: number): number;
  chance(share: number): boolean;
  pick<Item>(items: readonly [Item, ...Item[]]): Item;
}

/** Mixes whole numbers to 32 bits (the finaliser of MurmurHash3 over each). */
export function mix(...keys: readonly number[]): number {
  let state = 0x9e3779b9;
  for (const key of keys) {
    state = Math.imul(state ^ (key | 0), 0x85ebca6b);
    state = Math.imul(state ^ (state >>> 13), 0xc2b2ae35);
    state ^= state >>> 16;
  }
  return state >>> 0;
}

/** `mix` as a share in [0, 1). */
export function share(...keys: readonly number[]): number {
  return mix(...keys) / 4_294_967_296;
}

/** The generator that belongs to these keys (mulberry32): one place of the town does not disturb another. */
export function random(...keys: readonly number[]): Random {
  let state = mix(...keys);
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const between = (low: number, high: number) => low + next() * (high - low);
  const whole = (low: number, high: number) => Math.floor(between(low, high + 1));
  return {
    next,
    between,
    whole,
    chance: (part) => next() < part,
    pick: (items) => items[whole(0, items.length - 1)] ?? items[0],
  };
}
