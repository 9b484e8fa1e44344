import type { ShiftSystem } from "../../contract/api.js";
import type { Text } from "../../contract/text.js";
import { fromBd09, toBd09 } from "./bd09.js";
import type { Move } from "./degrees.js";
import { fromGcj02, toGcj02 } from "./gcj02.js";

/** A system by which Chinese web maps shift coordinates. */
export interface WebMapShift {
  readonly name: ShiftSystem;
  readonly title: Text;
  /** True degrees to shifted ones. */
  readonly apply: Move;
  /** Shifted degrees to true ones, exactly. */
  readonly undo: Move;
}

export const webMapShifts: readonly WebMapShift[] = [
  {
    name: "gcj02",
    title: { zh: "GCJ-02（高德、腾讯）", en: "GCJ-02 (Amap, Tencent)" },
    apply: toGcj02,
    undo: fromGcj02,
  },
  { name: "bd09", title: { zh: "BD-09（百度）", en: "BD-09 (Baidu)" }, apply: toBd09, undo: fromBd09 },
];

export function webMapShift(name: ShiftSystem): WebMapShift {
  const shift = webMapShifts.find((each) => each.name === name);
  if (shift === undefined) throw new Error(`no web map shift ${name}`);
  return shift;
}
