/**
 * Rates drawn towards the rate of all places, the more the fewer they rest on (Marshall 1991, global Empirical Bayes):
 * θi = wi ri + (1 − wi) m with m = Σy/Σn, wi = A / (A + m/ni), A = Σ ni (ri − m)²/Σn − m/n̄, never below 0. `bases` above 0.
 */
export function empiricalBayes(events: Float64Array, bases: Float64Array): Float64Array {
  const places = events.length;
  let [all, base] = [0, 0];
  for (let place = 0; place < places; place++) {
    all += events[place] ?? 0;
    base += bases[place] ?? 0;
  }
  const mean = base > 0 ? all / base : 0;
  let spread = 0;
  for (let place = 0; place < places; place++) {
    const own = bases[place] ?? 0;
    spread += own * ((events[place] ?? 0) / own - mean) ** 2;
  }
  const between = Math.max(0, spread / base - mean / (base / places));
  return events.map((count, place) => {
    const own = bases[place] ?? 0;
    const weight = between === 0 ? 0 : between / (between + mean / own);
    return weight * (count / own) + (1 - weight) * mean;
  });
}
