/**
 * Whether bytes are UTF-8: `ascii` says nothing; `certain` has at least three whole characters of three bytes, which
 * text of another encoding forms by chance about four times in a million; `possible` is valid with less than that, `pairs`
 * with none at all: a Chinese character of GBK may look like a Greek letter of UTF-8.
 * A character cut off where a value ends (at a NUL, a space or the end) is allowed: suppliers cut names at 10 bytes.
 */
export function utf8Shape(sample: Uint8Array): "ascii" | "pairs" | "possible" | "certain" | "impossible" {
  let [whole, triples, cuts] = [0, 0, 0];
  for (let at = 0; at < sample.length; ) {
    const byte = sample[at] ?? 0;
    if (byte < 0x80) {
      at += 1;
      continue;
    }
    const length = sequenceLength(byte);
    if (length === 0) return "impossible";
    let step = 1;
    while (step < length && ((sample[at + step] ?? 0) & 0xc0) === 0x80) step += 1;
    if (step < length) {
      const next = sample[at + step];
      if (next !== undefined && next !== 0 && next !== 0x20) return "impossible";
      cuts += 1;
    } else {
      whole += 1;
      if (length === 3) triples += 1;
    }
    at += step;
  }
  if (whole + cuts === 0) return "ascii";
  if (cuts > whole) return "impossible";
  if (triples >= 3) return "certain";
  return triples + cuts === 0 ? "pairs" : "possible";
}

/** Bytes of a UTF-8 character by its first one; 0 for what none begins with (RFC 3629). */
function sequenceLength(byte: number): number {
  if (byte >= 0xc2 && byte < 0xe0) return 2;
  if (byte >= 0xe0 && byte < 0xf0) return 3;
  return byte >= 0xf0 && byte < 0xf5 ? 4 : 0;
}

/**
 * Most bytes above 0x7F, in at least `least` pairs, are characters of GB2312's first level (its 3,755 most frequent).
 * As Western letters their first bytes are capitals and signs, which hardly ever stand before another accented letter.
 */
export function hasChinesePairs(sample: Uint8Array, least = 1): boolean {
  let pairs = 0;
  let all = 0;
  for (let at = 0; at < sample.length; at++) {
    const lead = sample[at] ?? 0;
    if (lead < 0x80) continue;
    const trail = sample[at + 1] ?? 0;
    const paired = lead >= 0xa1 && trail >= 0xa1 && trail <= 0xfe;
    if (paired && lead >= 0xb0 && lead <= 0xd7) pairs += 1;
    all += paired ? 2 : 1;
    if (paired) at += 1;
  }
  return pairs >= least && pairs * 2 > all * 0.6;
}

/** Most bytes above 0x7F stand alone between ASCII ones, as accented letters do and halves of Chinese ones do not. */
export function looksWestern(sample: Uint8Array): boolean {
  let alone = 0;
  let all = 0;
  for (let at = 0; at < sample.length; at++) {
    if ((sample[at] ?? 0) < 0x80) continue;
    all += 1;
    if ((sample[at - 1] ?? 0) < 0x80 && (sample[at + 1] ?? 0) < 0x80) alone += 1;
  }
  return alone * 2 > all;
}

/** Fewer pairs than this say nothing about Big5. */
const fewestBig5 = 3;

/**
 * The bytes are more likely Big5 than GBK: nearly all pairs are of Big5's first level (leads A4 to C6) and clearly fewer
 * of GB2312's. Of GBK text about half of the pairs have such leads, of Big5 text a third are of GB2312's first level.
 */
export function looksBig5(sample: Uint8Array): boolean {
  let [pairs, big5, gb] = [0, 0, 0];
  for (let at = 0; at + 1 < sample.length; at++) {
    const [lead = 0, trail = 0] = [sample[at], sample[at + 1]];
    if (lead < 0x80) continue;
    pairs += 1;
    at += 1;
    const isTrail = (trail >= 0x40 && trail < 0x7f) || (trail >= 0xa1 && trail < 0xff);
    if (!isTrail || lead < 0xa1 || lead > 0xf9) return false;
    if (lead >= 0xa4 && lead <= 0xc6) big5 += 1;
    if (lead >= 0xb0 && lead <= 0xd7 && trail >= 0xa1) gb += 1;
  }
  return pairs >= fewestBig5 && big5 > 0.8 * pairs && big5 - gb > 0.3 * pairs;
}

/** Most runs of bytes above 0x7F touch an ASCII letter, as accented letters in a word do and Chinese words do not. */
export function touchesLetters(sample: Uint8Array): boolean {
  const isLetter = (byte = 0) => (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a);
  let [runs, touching] = [0, 0];
  for (let at = 0; at < sample.length; at++) {
    if ((sample[at] ?? 0) < 0x80) continue;
    const from = at;
    while ((sample[at + 1] ?? 0) >= 0x80) at += 1;
    runs += 1;
    if (isLetter(sample[from - 1]) || isLetter(sample[at + 1])) touching += 1;
  }
  return touching * 2 > runs;
}
