import { unescapeCell } from "./xlsx-strings.js";
import type { XmlHandler } from "./xml.js";

/** A cell as it stands in the XML; `text` of type `s` is the number of a shared string. */
export interface RawCell {
  readonly type: string;
  readonly style: number;
  readonly text: string;
}

/** Columns of a sheet (XFD). */
const mostColumns = 16_384;

/** Walks the rows of a sheet. Cells stand by column, from 0; empty ones are holes. */
export class SheetCells implements XmlHandler {
  private row = 0;
  private column = -1;
  private cells: RawCell[] = [];
  private type = "n";
  private style = 0;
  private held = "";
  private isValue = false;
  private isStopped = false;
  /** First rows of the merged cells: they are written behind all rows, and known only where all were read. */
  readonly merged: number[] = [];

  /** `take` returns false once no more rows are wanted. */
  constructor(
    private readonly take: (row: number, cells: readonly (RawCell | undefined)[]) => boolean,
    private readonly between: () => Promise<void> = async () => undefined,
  ) {}

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (name === "row") {
      this.row = Number(attributes.r ?? this.row + 1);
      this.column = -1;
      this.cells = [];
    } else if (name === "c") {
      this.column = attributes.r === undefined ? this.column + 1 : columnOf(attributes.r);
      this.type = attributes.t ?? "n";
      this.style = Number(attributes.s ?? 0);
      this.held = "";
    } else if (name === "v" || name === "t") this.isValue = true;
    else if (name === "mergeCell") this.merged.push(Number(/\d+/u.exec(attributes.ref ?? "")?.[0] ?? 0));
  }

  close(name: string): void {
    if (name === "v" || name === "t") this.isValue = false;
    else if (name === "c") {
      if (this.held === "" || this.column < 0 || this.column >= mostColumns) return;
      const text = this.type === "inlineStr" || this.type === "str" ? unescapeCell(this.held) : this.held;
      this.cells[this.column] = { type: this.type, style: this.style, text };
    } else if (name === "row" && this.cells.length > 0 && !this.isStopped)
      this.isStopped = !this.take(this.row, this.cells);
  }

  text(text: string): void {
    if (this.isValue) this.held += text;
  }

  isDone(): boolean {
    return this.isStopped;
  }

  async pause(): Promise<void> {
    await this.between();
  }
}

/** `BC12` → 54. */
function columnOf(reference: string): number {
  let column = 0;
  for (const character of reference) {
    const letter = character.charCodeAt(0) - 64;
    if (letter < 1 || letter > 26) break;
    column = column * 26 + letter;
  }
  return column - 1;
}

/** 54 → `BC`. */
export function columnLetters(column: number): string {
  const rest = Math.floor(column / 26);
  return (rest === 0 ? "" : columnLetters(rest - 1)) + String.fromCharCode(65 + (column % 26));
}
