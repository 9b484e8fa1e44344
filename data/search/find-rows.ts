import type { FoundRow } from "../../contract/search-calls.js";
import type { Session } from "../database.js";
import { toCell } from "../layers/cells.js";
import type { LayerSource } from "../layers/layer-source.js";
import { quoteName } from "../sql.js";

/** The canonical columns that are searched, where a layer has them. */
const searched = ["code", "name", "address"] as const;
const matches = ["code", "prefix", "contains"] as const;

/**
 * Rows of these layers whose code, name or address has `text`, without regard to case and to the width of Latin letters and
 * digits. The code itself comes first, then what begins with it, then what contains it; ties by the order of layers and `fid`.
 * At most `limit`.
 */
export async function findRows(
  session: Session,
  sources: readonly LayerSource[],
  text: string,
  limit: number,
): Promise<FoundRow[]> {
  const wanted = plain(text);
  if (wanted === "") return [];
  const hits: { source: LayerSource; fid: number; rank: number }[] = [];
  for (const source of sources) {
    for (const { fid, rank } of await hitsIn(session, source, wanted, limit)) hits.push({ source, fid, rank });
  }
  const place = new Map(sources.map((source, index) => [source, index]));
  const order = ({ source }: (typeof hits)[number]) => place.get(source) ?? 0;
  hits.sort((one, other) => one.rank - other.rank || order(one) - order(other) || one.fid - other.fid);
  const best = hits.slice(0, limit);
  const rows = new Map<string, FoundRow>();
  for (const source of sources) {
    const own = best.filter((hit) => hit.source === source);
    for (const row of await readRows(session, source, own)) rows.set(`${row.layer}/${row.fid}`, row);
  }
  return best.flatMap(({ source, fid }) => rows.get(`${source.layer.id}/${fid}`) ?? []);
}

/** The text as it is compared: half-width, lower case, without space at the ends. */
function plain(text: string): string {
  return text.normalize("NFKC").toLowerCase().trim();
}

/** The same text in full-width letters and digits, as old systems keep addresses. */
function wide(text: string): string {
  return text.replaceAll(/[0-9a-z#-]/gu, (sign) => String.fromCodePoint((sign.codePointAt(0) ?? 0) + 0xfee0));
}

function hasCase(text: string): boolean {
  return text.toUpperCase() !== text;
}

/** The longest part of the text that has no case. */
function caseless(text: string): string {
  const parts = text.split(/[\p{Lu}\p{Ll}\p{Lt}]+/u);
  return parts.reduce((longest, part) => (part.length > longest.length ? part : longest), "");
}

async function hitsIn(
  session: Session,
  source: LayerSource,
  wanted: string,
  limit: number,
): Promise<{ fid: number; rank: number }[]> {
  const columns = columnsOf(source);
  if (columns.length === 0) return [];
  const widened = wide(wanted);
  const spellings = widened === wanted ? [wanted] : [wanted, widened];
  const bindings: Record<string, string> = {};
  const bind = (name: string, value: string): string => {
    bindings[name] = value;
    return `$${name}`;
  };
  /** `test` of any column against any spelling; the column is lower case where that matters. */
  const any = (among: readonly string[], test: (column: string, spelling: string) => string) =>
    among
      .flatMap((column) =>
        spellings.map((spelling, index) => {
          const name = quoteName(column);
          const found = test(hasCase(spelling) ? `lower(${name})` : name, bind(`wanted${index}`, spelling));
          const certain = hasCase(spelling) ? caseless(spelling) : "";
          // Lower case costs five times what a look costs: only rows that have the rest are looked at twice.
          return certain === "" ? found : `(contains(${name}, ${bind(`certain${index}`, certain)}) AND ${found})`;
        }),
      )
      .join(" OR ");
  const isCode = columns.includes("code") ? any(["code"], (column, text) => `${column} = ${text}`) : "false";
  const found = await session.rows<{ fid: bigint; rank: number }>(
    `SELECT fid, CASE WHEN ${isCode} THEN 0 WHEN ${any(columns, (column, text) => `starts_with(${column}, ${text})`)} THEN 1 ELSE 2 END AS rank
     FROM ${source.own} WHERE ${any(columns, (column, text) => `contains(${column}, ${text})`)}
     ORDER BY rank, fid LIMIT ${limit}`,
    bindings,
  );
  return found.map(({ fid, rank }) => ({ fid: Number(fid), rank }));
}

function columnsOf({ layer }: LayerSource): string[] {
  return searched.filter((name) =>
    layer.columns.some((column) => column.name === name && column.origin === "kind" && column.type === "text"),
  );
}

async function readRows(
  session: Session,
  source: LayerSource,
  hits: readonly { readonly fid: number; readonly rank: number }[],
): Promise<FoundRow[]> {
  if (hits.length === 0) return [];
  const columns = columnsOf(source);
  const text = (name: string) => (columns.includes(name) ? `nullif(trim(${quoteName(name)}), '')` : "NULL");
  const painted = source.layer.paint.column;
  const rows = await session.rows<Record<string, unknown>>(
    `SELECT fid, ${searched.map((name) => `${text(name)} AS ${quoteName(name)}`).join(", ")},
       ${painted === null ? "NULL" : `CAST(${quoteName(painted)} AS VARCHAR)`} AS painted
     FROM ${source.own} WHERE fid IN (${hits.map(({ fid }) => fid).join(", ")})`,
  );
  const asText = (value: unknown) => {
    const cell = toCell(value);
    return cell === null ? null : String(cell);
  };
  const ranks = new Map(hits.map(({ fid, rank }) => [fid, rank]));
  return rows.map(({ fid, code, name, address, painted: paintClass }) => ({
    layer: source.layer.id,
    fid: Number(fid),
    match: matches[ranks.get(Number(fid)) ?? 2] ?? "contains",
    code: asText(code),
    name: asText(name),
    address: asText(address),
    paintClass: asText(paintClass),
  }));
}
