import type { ShiftSystem } from "../../contract/api.js";
import type { Text } from "../../contract/text.js";
import type { Session } from "../database.js";
import { movedBySql, registerMove } from "./moves-in-sql.js";
import { webMapShift } from "./web-map-shifts.js";

/** SQL for `geom`, shifted degrees, with the shift of every vertex undone; registers what it needs. */
export function undoneInDegrees(session: Session, system: ShiftSystem, geom: string): string {
  registerMove(session, `undo_${system}`, webMapShift(system).undo);
  return movedBySql(`undo_${system}`, geom);
}

/** What a layer's provenance says of an undone shift, with today's date. */
export function undoneNote(system: ShiftSystem, metres: number): Text {
  const { title } = webMapShift(system);
  const day = new Date().toISOString().slice(0, 10);
  const mean = Math.round(metres);
  return {
    zh: `${day} 按 ${title.zh}还原了网络地图的偏移，平均移动 ${mean} 米。`,
    en: `On ${day} the web map's shift ${title.en} was undone; features moved by ${mean} m on average.`,
  };
}
