/** Weights are whole tenths, so that what is shown sums to 100 as it is read. */
const tenths = 10;

/**
 * The weights after one was moved to `value`: the locked ones stay, the others share the rest in the proportion that they
 * had (evenly where all were 0), and all sum to exactly 100. A value that leaves no room is cut; with nothing left to
 * share, nothing moves.
 */
export function shareWeights(
  weights: Readonly<Record<string, number>>,
  moved: string,
  value: number,
  locked: ReadonlySet<string>,
): Record<string, number> {
  const names = Object.keys(weights);
  const others = names.filter((name) => name !== moved && !locked.has(name));
  const held = names.filter((name) => name !== moved && locked.has(name));
  if (others.length === 0 || !names.includes(moved)) return { ...weights };
  const units = (amount: number) => Math.round(amount * tenths);
  const room = Math.max(0, 100 * tenths - held.reduce((sum, name) => sum + units(weights[name] ?? 0), 0));
  const taken = Math.min(room, Math.max(0, units(value)));
  const parts = splitWhole(
    room - taken,
    others.map((name) => weights[name] ?? 0),
  );
  const next: Record<string, number> = { ...weights, [moved]: taken / tenths };
  for (const name of held) next[name] = units(weights[name] ?? 0) / tenths;
  for (const [at, name] of others.entries()) next[name] = (parts[at] ?? 0) / tenths;
  return next;
}

/** Weights that sum to exactly 100 in tenths, nearest to the given ones. */
export function roundWeights(weights: Readonly<Record<string, number>>): Record<string, number> {
  const names = Object.keys(weights);
  const parts = splitWhole(100 * tenths, Object.values(weights));
  return Object.fromEntries(names.map((name, at) => [name, (parts[at] ?? 0) / tenths]));
}

/** `whole` in whole parts by `shares`; what rounding down leaves goes to the largest remainders, the first among equals. */
function splitWhole(whole: number, shares: readonly number[]): number[] {
  const sum = shares.reduce((total, each) => total + each, 0);
  const exact = shares.map((each) => (sum > 0 ? (whole * each) / sum : whole / shares.length));
  const parts = exact.map((each) => Math.floor(each + 1e-9));
  const left = whole - parts.reduce((total, each) => total + each, 0);
  const remainder = (at: number) => (exact[at] ?? 0) - (parts[at] ?? 0);
  const order = [...parts.keys()].sort((one, other) => remainder(other) - remainder(one) || one - other);
  for (const at of order.slice(0, left)) parts[at] = (parts[at] ?? 0) + 1;
  return parts;
}
