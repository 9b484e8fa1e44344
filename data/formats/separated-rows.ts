import { type FileHandle, open } from "node:fs/promises";
import { quoteText } from "../sql.js";

const separator = "\x1f";
/** Characters of text held before they are written. */
const heldCharacters = 4 * 1024 * 1024;
/** Bytes of a line that DuckDB takes without being told. */
const usualLine = 2_000_000;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that the format gives a meaning
const special = /[\x00-\x1f"]/u;

/** Rows on their way into DuckDB: separated text in the scratch folder, the fastest form it takes from a program. */
export class SeparatedRows {
  private lines: string[] = [];
  private held = 0;
  private longest = 0;
  private broken = false;
  /** Cells of the longest row so far. */
  private width = 0;

  private constructor(
    private readonly target: string,
    private readonly file: FileHandle,
  ) {}

  static async create(target: string): Promise<SeparatedRows> {
    return new SeparatedRows(target, await open(target, "w"));
  }

  /** `cells` may be shorter than later rows; what is missing is null, as an empty text is. */
  add(row: number, cells: readonly (string | null | undefined)[]): void {
    let line = String(row);
    for (const cell of cells) line += separator + (cell ? this.cellText(cell) : "");
    this.lines.push(line);
    this.held += line.length;
    this.longest = Math.max(this.longest, line.length);
    this.width = Math.max(this.width, cells.length);
  }

  /** Whether it is time to `flush`. */
  get isFull(): boolean {
    return this.held > heldCharacters;
  }

  async flush(): Promise<void> {
    if (this.lines.length === 0) return;
    await this.file.write(`${this.lines.join("\n")}\n`);
    this.lines = [];
    this.held = 0;
  }

  async close(): Promise<void> {
    await this.file.close();
  }

  /** SQL that reads the rows: `row BIGINT` and the columns as VARCHAR, null where empty. */
  relation(columns: readonly string[]): string {
    const spare = Array.from(
      { length: Math.max(0, this.width - columns.length) },
      (_each, index) => `__spare_${index}`,
    );
    const typed = ["'row': 'BIGINT'", ...[...columns, ...spare].map((column) => `${quoteText(column)}: 'VARCHAR'`)];
    // A line's end inside a value may lie where two threads would cut the file; UTF-8 takes up to 3 bytes a character.
    return `read_csv(${quoteText(this.target)}, columns = {${typed.join(", ")}}, auto_detect = false, header = false,
      delim = '${separator}', quote = '"', escape = '"', nullstr = '', new_line = '\\n', null_padding = true,
      parallel = ${!this.broken}, max_line_size = ${Math.max(usualLine, this.longest * 3 + 64)})`;
  }

  private cellText(cell: string): string {
    if (!special.test(cell)) return cell;
    if (/[\r\n]/u.test(cell)) this.broken = true;
    return `"${cell.replaceAll("\0", "").replaceAll('"', '""')}"`;
  }
}
