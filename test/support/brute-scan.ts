interface Places {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly bases: Float64Array;
  readonly cases: Float64Array;
  readonly share: number;
  readonly radius: number;
}

/** Kulldorff's Bernoulli scan by its definition: around every place, every circle through another place. */
export function bruteScan({ x, y, bases, cases, share, radius }: Places): { ratio: number; places: number[] }[] {
  const all = [...x.keys()];
  const sum = (values: Float64Array, of: readonly number[]) =>
    of.reduce((total, place) => total + (values[place] ?? 0), 0);
  const [total, events] = [sum(bases, all), sum(cases, all)];
  const log = (likelihood: number, power: number) => (power === 0 ? 0 : power * Math.log(likelihood));
  const whole = log(events / total, events) + log(1 - events / total, total - events);
  return all.map((centre) => {
    const distance = (place: number) =>
      Math.hypot((x[place] ?? 0) - (x[centre] ?? 0), (y[place] ?? 0) - (y[centre] ?? 0));
    let best: { ratio: number; places: number[] } = { ratio: 0, places: [] };
    for (const reach of new Set(all.map(distance).sort((one, other) => one - other))) {
      const places = all.filter((place) => distance(place) <= reach + 1e-6);
      const [base, count] = [sum(bases, places), sum(cases, places)];
      if (reach > radius || base > total * share || base === total) continue;
      const [inside, outside] = [count / base, (events - count) / (total - base)];
      if (inside <= outside) continue;
      const ratio =
        log(inside, count) +
        log(1 - inside, base - count) +
        log(outside, events - count) +
        log(1 - outside, total - base - events + count) -
        whole;
      if (ratio > best.ratio + 1e-12) best = { ratio, places };
    }
    return best;
  });
}
