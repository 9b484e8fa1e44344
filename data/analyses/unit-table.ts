import type { DuckDBType, DuckDBValue } from "@duckdb/node-api";
import type { ColumnEntry, Paint } from "../../contract/catalog.js";
import type { Text } from "../../contract/text.js";
import { appendRows } from "../append.js";
import { BIGINT, BOOLEAN, DOUBLE, INTEGER, VARCHAR } from "../duckdb.js";
import { quoteName, quoteNames } from "../sql.js";
import { hexagonSide } from "../statistics/hexagons.js";
import type { AnalysisContext, InputLayer, ResultTable } from "./analysis.js";
import type { Units } from "./units.js";

/** A column of a result, and its value for each place by number. */
export interface PlaceColumn {
  readonly entry: ColumnEntry;
  value(place: number): string | number | boolean | null;
}

/** What a place holds, whatever was computed of it. */
export function baseColumns({ measure, known, sum, unknown }: Units): PlaceColumn[] {
  const { title } = measure;
  const buildings: PlaceColumn = {
    entry: { name: "buildings", title: { zh: "房屋（已知）", en: "buildings (known)" }, type: "whole" },
    value: (place) => known[place] ?? 0,
  };
  const without: PlaceColumn = {
    entry: { name: "unknown", title: { zh: "情况不明", en: "not known" }, type: "whole" },
    value: (place) => unknown[place] ?? 0,
  };
  const mean = (place: number) => ((known[place] ?? 0) === 0 ? null : (sum[place] ?? 0) / (known[place] ?? 1));
  if (measure.kind === "mean") {
    const entry: ColumnEntry = {
      name: "mean_value",
      title: { zh: `平均${title.zh}`, en: `mean ${title.en}` },
      type: "number",
      ...(measure.unit === "" ? {} : { unit: measure.unit }),
    };
    return [buildings, without, { entry, value: mean }];
  }
  return [
    buildings,
    without,
    { entry: { name: "cases", title, type: "whole" }, value: (place) => sum[place] ?? 0 },
    {
      entry: {
        name: "rate_pct",
        title: { zh: `${title.zh}占比`, en: `share of ${title.en}` },
        type: "number",
        unit: "%",
      },
      value: (place) => {
        const share = mean(place);
        return share === null ? null : 100 * share;
      },
    },
  ];
}

const types = { whole: INTEGER, number: DOUBLE, year: INTEGER, flag: BOOLEAN, text: VARCHAR, choice: VARCHAR } as const;

/** Makes the layer: hexagons with a shape of their own, or rows beside those of the boundaries. */
export async function writeUnits(
  context: AnalysisContext,
  inputs: Readonly<Record<string, InputLayer | undefined>>,
  units: Units,
  result: {
    readonly name: string;
    readonly title: Text;
    readonly columns: readonly PlaceColumn[];
    readonly paint: Paint;
  },
): Promise<ResultTable> {
  const { session } = context;
  context.progress({ phase: { zh: "写入结果", en: "Writing the result" } });
  const rough = await appendPlaces(context, units, result.columns);
  const table = context.newTable();
  const names = quoteNames(result.columns.map(({ entry }) => entry.name));
  const shape = units.fids === null ? `, ${hexagonShape(units.width)} AS geom` : "";
  await session.run(`CREATE TABLE ${table} AS SELECT fid, ${names}${shape} FROM ${rough} ORDER BY fid`);
  return {
    name: result.name,
    title: result.title,
    table,
    parent: units.fids === null ? null : (inputs.boundaries?.layer.id ?? null),
    geometry: "polygon",
    columns: result.columns.map(({ entry }) => entry),
    paint: result.paint,
  };
}

/** A TEMP table of `fid`, `centre_x`, `centre_y` and the columns, in the order of the places. */
async function appendPlaces(context: AnalysisContext, units: Units, columns: readonly PlaceColumn[]): Promise<string> {
  const { session, signal } = context;
  const table = context.newTemporary();
  const sqlTypes = columns.map(({ entry }): DuckDBType => types[entry.type === "date" ? "text" : entry.type]);
  const definitions = columns.map(({ entry }, index) => `${quoteName(entry.name)} ${sqlTypes[index]}`);
  await session.run(
    `CREATE TEMP TABLE ${table} (fid BIGINT, centre_x DOUBLE, centre_y DOUBLE, ${definitions.join(", ")})`,
  );
  const range = (from: number, to: number, value: (place: number) => DuckDBValue) =>
    Array.from({ length: to - from }, (_none, step) => value(from + step));
  await appendRows(
    session,
    table,
    units.x.length,
    [
      { type: BIGINT, values: (from, to) => range(from, to, (place) => units.fids?.[place] ?? BigInt(place + 1)) },
      { type: DOUBLE, values: (from, to) => range(from, to, (place) => units.x[place] ?? 0) },
      { type: DOUBLE, values: (from, to) => range(from, to, (place) => units.y[place] ?? 0) },
      ...columns.map((column, index) => ({
        type: sqlTypes[index] ?? VARCHAR,
        values: (from: number, to: number) => range(from, to, (place) => column.value(place)),
      })),
    ],
    signal,
    "temp",
  );
  return table;
}

/** SQL for a hexagon on its corner around `centre_x`, `centre_y`; rounded, so that neighbours share their corners exactly. */
export function hexagonShape(width: number): string {
  const side = hexagonSide(width);
  const corners = [0, 1, 2, 3, 4, 5, 0].map((corner) => {
    const angle = Math.PI / 2 + (corner * Math.PI) / 3;
    const [east, north] = [side * Math.cos(angle), side * Math.sin(angle)];
    return `ST_Point(round(centre_x + CAST(${east} AS DOUBLE), 4), round(centre_y + CAST(${north} AS DOUBLE), 4))`;
  });
  return `ST_MakePolygon(ST_MakeLine([${corners.join(", ")}]))`;
}
