import { z } from "zod";
import type { Project, Run } from "./project.js";
import type { Text } from "./text.js";
import { call } from "./wire.js";

/** Lines about pipes and pits that rules draw: how far a pipe is protected and controlled, how far a pit acts. */
export interface RangeLine {
  readonly name: string;
  /** Kind of the layer that has it. */
  readonly kind: "pipes" | "sites";
  readonly title: Text;
  readonly colour: string;
  readonly width: number;
  /** In line widths. */
  readonly dash?: readonly number[];
}

/** From the narrowest to the widest of each kind. */
export const rangeLines: readonly RangeLine[] = [
  {
    name: "protection",
    kind: "pipes",
    title: { zh: "燃气管线保护范围", en: "pipe: protection range" },
    colour: "#3d5a80",
    width: 1.6,
  },
  {
    name: "control",
    kind: "pipes",
    title: { zh: "燃气管线控制范围", en: "pipe: control range" },
    colour: "#3d5a80",
    width: 1.2,
    dash: [4, 2],
  },
  {
    name: "unverified",
    kind: "pipes",
    title: { zh: "压力不明的管线：最严的控制范围", en: "pipe of unknown class: strictest control range" },
    colour: "#3d5a80",
    width: 1.2,
    dash: [1, 2],
  },
  {
    name: "strong",
    kind: "sites",
    title: { zh: "基坑强影响区（≤1H）", en: "pit: strong influence (≤ 1 H)" },
    colour: "#6b4423",
    width: 1.6,
  },
  {
    name: "main",
    kind: "sites",
    title: { zh: "主要影响区（1–2H）", en: "main influence (1–2 H)" },
    colour: "#6b4423",
    width: 1.2,
  },
  {
    name: "secondary",
    kind: "sites",
    title: { zh: "次要影响区（2–3H）", en: "secondary influence (2–3 H)" },
    colour: "#6b4423",
    width: 1.2,
    dash: [4, 2],
  },
  {
    name: "watch",
    kind: "sites",
    title: { zh: "关注区（3–4H）", en: "to be watched (3–4 H)" },
    colour: "#6b4423",
    width: 1,
    dash: [2, 2],
  },
];

/** Ranges are some metres wide: farther away than this zoom they cannot be seen. */
export const rangesFrom = 14;

/**
 * The run whose gas profile holds for a layer of pipes: the newest that judged by one, read the layer as its pipes and has a
 * result left. Null: none did, the program's first profile holds.
 */
export function profileRun({ layers, runs }: Pick<Project, "layers" | "runs">, pipes: number): Run | null {
  const kept = new Set(layers.map(({ id }) => id));
  // Every analysis that judges by a profile takes a scheme, which names or holds it, and no other analysis does.
  const judged = runs.filter(
    ({ inputs, parameters, layers: results }) =>
      inputs.pipes === pipes && parameters.scheme !== undefined && results.some((id) => kept.has(id)),
  );
  return judged.reduce<Run | null>((newest, run) => (newest === null || run.id > newest.id ? run : newest), null);
}

const layer = z.int().positive();

export const rangeCalls = {
  /**
   * A vector tile of the ranges about a layer of pipes (by the profile of `profileRun`) or sites, joined where they overlap: tile
   * layer `ranges`, property `r` the line's name. Empty for other layers and below `rangesFrom`.
   */
  "layer.ranges": call<Uint8Array>()(
    z.strictObject({
      layer,
      z: z.int().min(0).max(22),
      x: z.int().min(0).max(4194303),
      y: z.int().min(0).max(4194303),
    }),
  ),
  /** Title of the gas profile that the ranges about a layer of pipes follow. */
  "layer.range-profile": call<Text>()(z.strictObject({ layer })),
} as const;
