import type { Random } from "./random.js";

/**
 * Deals `good` marked items among places that hold `bases` items each, every deal equally likely, and writes how many each
 * place got. `logs` from `logFactorials(sum of bases)`.
 */
export function dealCases(
  dice: Random,
  bases: Float64Array,
  total: number,
  good: number,
  logs: Float64Array,
  write: (place: number, cases: number) => void,
): void {
  let [items, left] = [total, good];
  for (let place = 0; place < bases.length; place++) {
    const base = bases[place] ?? 0;
    const got = draw(dice, items, left, base, logs);
    write(place, got);
    items -= base;
    left -= got;
  }
}

/** ln 0!, ln 1! … ln n!. */
export function logFactorials(n: number): Float64Array {
  const logs = new Float64Array(n + 1);
  for (let k = 2; k <= n; k++) logs[k] = (logs[k - 1] ?? 0) + Math.log(k);
  return logs;
}

/**
 * How many of `drawn` items out of `total` are among the `good` ones: the hypergeometric distribution, by inversion from its
 * mode outwards, upper neighbour first.
 */
function draw(dice: Random, total: number, good: number, drawn: number, logs: Float64Array): number {
  const low = Math.max(0, drawn - (total - good));
  const high = Math.min(good, drawn);
  if (low === high) return low;
  const bad = total - good;
  const log = (k: number) => logs[k] ?? 0;
  const mode = Math.min(high, Math.max(low, Math.floor(((drawn + 1) * (good + 1)) / (total + 2))));
  const atMode = Math.exp(
    log(good) -
      log(mode) -
      log(good - mode) +
      log(bad) -
      log(drawn - mode) -
      log(bad - drawn + mode) -
      (log(total) - log(drawn) - log(total - drawn)),
  );
  let rest = dice.next() + dice.next() / 4_294_967_296 - atMode;
  if (rest < 0) return mode;
  let [up, down] = [mode, mode];
  let [above, below] = [atMode, atMode];
  while (up < high || down > low) {
    if (up < high) {
      above *= ((good - up) * (drawn - up)) / ((up + 1) * (bad - drawn + up + 1));
      up += 1;
      rest -= above;
      if (rest < 0) return up;
    }
    if (down > low) {
      below *= (down * (bad - drawn + down)) / ((good - down + 1) * (drawn - down + 1));
      down -= 1;
      rest -= below;
      if (rest < 0) return down;
    }
  }
  return mode;
}
