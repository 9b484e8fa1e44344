/** An upright box in metres with the code that names it, or none; all that a made-up city's version needs. */
export interface Lot {
  readonly code: string | null;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Match {
  readonly before: number;
  readonly after: number;
  readonly by: "code" | "overlap";
}

/** What two boxes share of what they cover together, to nine digits. */
export function shareOf(one: Lot, other: Lot): number {
  const across = Math.min(one.x + one.width, other.x + other.width) - Math.max(one.x, other.x);
  const up = Math.min(one.y + one.height, other.y + other.height) - Math.max(one.y, other.y);
  const both = Math.max(0, across) * Math.max(0, up);
  return Math.round((1e9 * both) / (one.width * one.height + other.width * other.height - both)) / 1e9;
}

/** The rules of `matchRows` by their words, every pair compared; places in the lists count from 0. */
export function bruteMatch(before: readonly Lot[], after: readonly Lot[]): Match[] {
  const matches: Match[] = [];
  const isFree = (side: "before" | "after", at: number) => !matches.some((match) => match[side] === at);
  const once = (lots: readonly Lot[], code: string) => lots.filter((lot) => lot.code === code).length === 1;
  for (const [at, { code }] of before.entries()) {
    if (code === null || !once(before, code) || !once(after, code)) continue;
    matches.push({ before: at, after: after.findIndex((lot) => lot.code === code), by: "code" });
  }
  const isSame = (one: Lot, other: Lot) =>
    one.x === other.x && one.y === other.y && one.width === other.width && one.height === other.height;
  for (const [at, lot] of before.entries()) {
    if (!isFree("before", at)) continue;
    const twin = after.findIndex((other, place) => isFree("after", place) && isSame(lot, other));
    if (twin >= 0) matches.push({ before: at, after: twin, by: "overlap" });
  }
  const old = before.flatMap((lot, at) => (isFree("before", at) ? [{ lot, at }] : []));
  const fresh = after.flatMap((lot, at) => (isFree("after", at) ? [{ lot, at }] : []));
  const best = (lot: Lot, among: readonly { lot: Lot; at: number }[]) => {
    const like = among
      .map((other) => ({ ...other, share: shareOf(lot, other.lot) }))
      .filter(({ share }) => share >= 0.5);
    return like.sort((a, b) => b.share - a.share || a.at - b.at)[0]?.at;
  };
  for (const { lot, at } of old) {
    const after = best(lot, fresh);
    const back = after === undefined ? undefined : fresh.find((each) => each.at === after);
    if (back !== undefined && best(back.lot, old) === at) matches.push({ before: at, after: back.at, by: "overlap" });
  }
  return matches.sort((a, b) => a.before - b.before);
}
