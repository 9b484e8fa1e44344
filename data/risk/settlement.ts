import type { Text } from "../../contract/text.js";

/**
 * A stretch of a curve: share of the largest settlement = `start + rate · r`, or `start + rate · √r` where `root`, up to the
 * ratio `until` (inclusive) of distance to depth.
 */
interface Stretch {
  readonly until: number;
  readonly start: number;
  readonly rate: number;
  readonly root?: true;
}

/** How the ground settles beside a pit: share of the largest settlement by r = distance from the edge / depth. */
export interface SettlementCurve {
  readonly name: string;
  readonly title: Text;
  readonly source: string;
  readonly stretches: readonly Stretch[];
  /** The ratio at which the share is 1. */
  readonly peak: number;
}

export const settlementCurves: readonly SettlementCurve[] = [
  {
    name: "concave",
    title: { zh: "凹槽形（Hsieh–Ou，有内支撑）", en: "concave (Hsieh–Ou, braced)" },
    source: "Hsieh & Ou 1998",
    stretches: [
      { until: 0.5, start: 0.5, rate: 1 },
      { until: 2, start: 1.3, rate: -0.6 },
      { until: 4, start: 0.2, rate: -0.05 },
    ],
    peak: 0.5,
  },
  {
    name: "spandrel",
    title: { zh: "三角形（Hsieh–Ou，悬臂）", en: "spandrel (Hsieh–Ou, cantilever)" },
    source: "Hsieh & Ou 1998",
    stretches: [
      { until: 2, start: 1, rate: -0.636, root: true },
      { until: 4, start: 0.342, rate: -0.171, root: true },
    ],
    peak: 0,
  },
  {
    name: "sand",
    title: { zh: "砂土（Clough–O'Rourke）", en: "sand (Clough–O'Rourke)" },
    source: "Clough & O'Rourke 1990",
    stretches: [{ until: 2, start: 1, rate: -1 / 2 }],
    peak: 0,
  },
  {
    name: "stiff_clay",
    title: { zh: "硬黏土（Clough–O'Rourke）", en: "stiff clay (Clough–O'Rourke)" },
    source: "Clough & O'Rourke 1990",
    stretches: [{ until: 3, start: 1, rate: -1 / 3 }],
    peak: 0,
  },
  {
    name: "soft_clay",
    title: { zh: "软至中等黏土（Clough–O'Rourke）", en: "soft to medium clay (Clough–O'Rourke)" },
    source: "Clough & O'Rourke 1990",
    stretches: [
      { until: 0.75, start: 1, rate: 0 },
      { until: 2, start: 1.6, rate: -0.8 },
    ],
    peak: 0,
  },
];

/** Share of the largest settlement, 0 to 1, at `ratio` = distance from the pit's edge / depth (0 and more). */
export function settlementShare(curve: SettlementCurve, ratio: number): number {
  const stretch = curve.stretches.find(({ until }) => ratio <= until);
  if (stretch === undefined) return 0;
  return Math.min(1, Math.max(0, stretch.start + stretch.rate * (stretch.root ? Math.sqrt(ratio) : ratio)));
}

/** The same as SQL over an expression of the ratio. */
export function settlementShareSql(curve: SettlementCurve, ratio: string): string {
  const cases = curve.stretches.map(({ until, start, rate, root }) => {
    const along = root ? `sqrt(greatest(0, ${ratio}))` : ratio;
    return `WHEN ${ratio} <= CAST(${until} AS DOUBLE) THEN CAST(${start} AS DOUBLE) + CAST(${rate} AS DOUBLE) * ${along}`;
  });
  return `CASE WHEN ${ratio} IS NULL THEN NULL ELSE least(1, greatest(0, CASE ${cases.join(" ")} ELSE CAST(0 AS DOUBLE) END)) END`;
}

/** Largest settlement in percent of the depth, by support. Proposals: the project's own monitoring goes before them. */
export const largestSettlement = {
  good: 0.15,
  normal: 0.3,
  poor: 0.5,
  none: 1,
} as const;
export type Support = keyof typeof largestSettlement;

/** A tunnel or a jacked pipe, for `peckTrough`. Metres; `ground_loss_pct` of the cross-section; `trough` = K of i = K·z0. */
export interface Tunnel {
  readonly diameter_m: number;
  readonly axis_depth_m: number;
  readonly trough: number;
  readonly ground_loss_pct: number;
}

export interface Trough {
  /** From the axis to the point of inflection, m. */
  readonly i_m: number;
  /** Volume of the trough a metre of tunnel, m³/m. */
  readonly volume_m2: number;
  readonly largest_mm: number;
  /** Beyond this distance from the axis nothing is felt: 3 i. */
  readonly half_width_m: number;
}

/** Settlement across a tunnel: Smax = Vs / (√(2π)·i), Vs = VL·πD²/4, i = K·z0 (Peck 1969). */
export function peckTrough(tunnel: Tunnel): Trough {
  const i = tunnel.trough * tunnel.axis_depth_m;
  const volume = ((tunnel.ground_loss_pct / 100) * Math.PI * tunnel.diameter_m ** 2) / 4;
  return {
    i_m: i,
    volume_m2: volume,
    largest_mm: (1000 * volume) / (Math.sqrt(2 * Math.PI) * i),
    half_width_m: 3 * i,
  };
}

/** Millimetres at `distance_m` from the axis: S(x) = Smax · exp(−x² / 2i²). */
export function peckSettlement({ i_m, largest_mm }: Trough, distance_m: number): number {
  return largest_mm * Math.exp(-(distance_m ** 2) / (2 * i_m ** 2));
}
