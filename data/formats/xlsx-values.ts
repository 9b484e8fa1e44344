import type { RawCell } from "./xlsx-cells.js";
import { type NumberStyle, serialText } from "./xlsx-styles.js";

/** What a cell holds: its value as text, and of which kind it was. */
export interface CellValue {
  readonly text: string;
  readonly kind: "text" | "number" | "date" | "time" | "flag";
}

/** A cell's value by its type and style; null for an empty one, `error` for one that holds #REF! and the like. */
export function cellValue(
  { type, style, text }: RawCell,
  strings: readonly string[],
  styles: readonly NumberStyle[],
  from1904: boolean,
): CellValue | null | "error" {
  if (type === "e") return "error";
  if (type === "b") return { text: text === "1" ? "true" : "false", kind: "flag" };
  if (type === "d") return { text: text.replace("T", " ").replace(/ 00:00:00(\.0+)?Z?$/u, ""), kind: "date" };
  if (type !== "n") {
    const plain = (type === "s" ? (strings[Number(text)] ?? "") : text).trim();
    return plain === "" ? null : { text: plain, kind: "text" };
  }
  const number = Number(text);
  if (text.trim() === "" || !Number.isFinite(number)) return { text, kind: "text" };
  const shown = styles[style] ?? "plain";
  if (shown === "date") {
    const date = serialText(number, from1904);
    if (date !== null) return { text: date, kind: date.length === 10 ? "date" : "time" };
  } else if (shown !== "plain" && Number.isInteger(number) && number >= 0) {
    const padded = String(number).padStart(shown.digits, "0");
    return { text: padded, kind: padded.startsWith("0") ? "text" : "number" };
  }
  return { text: String(number), kind: "number" };
}
