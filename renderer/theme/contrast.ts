/** Red, green and blue of `#rrggbb`, 0–255. */
function channels(colour: string): readonly [number, number, number] {
  const value = Number.parseInt(colour.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

/** Relative luminance (WCAG 2.2). */
function luminance(colour: string): number {
  const [red, green, blue] = channels(colour).map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0);
}

/** Contrast ratio of two colours `#rrggbb`, 1–21 (WCAG 2.2). */
export function contrast(one: string, other: string): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

/** `colour` mixed with `towards` in steps of a twentieth until it stands out from `ground` by `ratio`. */
export function standOut(colour: string, ground: string, towards: string, ratio: number): string {
  const from = channels(colour);
  const to = channels(towards);
  for (let share = 0; share < 1; share += 0.05) {
    const mixed = from.map((channel, index) => Math.round(channel + ((to[index] ?? 0) - channel) * share));
    const hex = `#${mixed.map((channel) => channel.toString(16).padStart(2, "0")).join("")}`;
    if (contrast(hex, ground) >= ratio) return hex;
  }
  return towards;
}
