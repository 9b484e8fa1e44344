import { AppError } from "../../contract/errors.js";
import type { Parameter, ParameterValues } from "../../contract/parameters.js";
import type { Text } from "../../contract/text.js";
import { assignHexagons } from "../statistics/hexagons.js";
import { typicalSpacing } from "../statistics/proposals.js";
import { empiricalBayes } from "../statistics/rates.js";
import { runTask } from "../threads/run-task.js";
import type { AnalysisContext, InputLayer } from "./analysis.js";
import { chooseMeasure, type Measure, measureParameter } from "./measure.js";

export const unitInputs = [
  {
    name: "buildings",
    title: { zh: "房屋或筛查结果", en: "buildings or screened buildings" },
    accepts: ["result:screened", "buildings"],
    required: true,
  },
  {
    name: "boundaries",
    title: { zh: "分区边界", en: "boundaries" },
    accepts: ["boundaries"],
    required: false,
  },
] as const;

export const unitParameters = [
  measureParameter,
  {
    type: "number",
    name: "cell",
    title: { zh: "格网宽度", en: "cell width" },
    unit: "m",
    explanation: {
      zh: "六边形对边距离。auto：取使居中格网含足够房屋的整数宽度；boundaries：不用格网，按分区边界。",
      en: "Hexagons from side to side. auto: a round width at which the median cell holds enough buildings; boundaries: no cells, the boundaries instead.",
    },
    minimum: 20,
    maximum: 20_000,
    default: 250,
    words: [
      { value: "auto", title: { zh: "按数据建议", en: "proposed" } },
      { value: "boundaries", title: { zh: "按分区边界", en: "boundaries" } },
    ],
    initial: "auto",
  },
  {
    type: "number",
    name: "minimum_buildings",
    title: { zh: "最少栋数", en: "minimum buildings" },
    unit: "栋",
    whole: true,
    explanation: {
      zh: "已知房屋少于此数的格网不参与统计，显示为无数据。",
      en: "Cells with fewer buildings of known value are left out and shown as no data.",
    },
    minimum: 1,
    maximum: 100_000,
    default: 5,
  },
  {
    type: "flag",
    name: "smoothed",
    title: { zh: "经验贝叶斯平滑", en: "Empirical Bayes" },
    explanation: {
      zh: "房屋越少的格网，占比越向全部房屋的占比靠拢（Marshall 1991）；只用于占比。",
      en: "Draws the rate of a cell towards that of all buildings, the more the fewer it holds (Marshall 1991); rates only.",
    },
    default: false,
  },
] as const satisfies readonly Parameter[];

/** Buildings as points, each with its value; NaN where it is not known. Sorted by place, whatever the order of rows. */
export interface Points {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly value: Float64Array;
}

/** The places that are compared. Arrays hold one entry a place. */
export interface Units {
  readonly measure: Measure;
  /** Boundaries: their `fid`. Hexagons: null; rows count from 1 in the order of the arrays. */
  readonly fids: readonly bigint[] | null;
  /** Centres, metres. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** Width of hexagons; typical spacing of boundaries. */
  readonly width: number;
  /** Buildings of known value, sum of their values, and buildings of unknown value. */
  readonly known: Float64Array;
  readonly sum: Float64Array;
  readonly unknown: Float64Array;
  /** Places with enough known buildings, by their numbers, and their values: rate, smoothed rate or mean. */
  readonly kept: Uint32Array;
  readonly values: Float64Array;
  readonly messages: readonly Text[];
}

/**
 * `wanted`: buildings of the median cell where its width is to be proposed. Throws `usage` where the value or the boundaries
 * that were asked for are not there.
 */
export async function readUnits(
  context: AnalysisContext,
  inputs: Readonly<Record<string, InputLayer | undefined>>,
  parameters: ParameterValues<typeof unitParameters>,
  wanted = 4 * parameters.minimum_buildings,
): Promise<Units> {
  const { buildings, boundaries } = inputs;
  if (buildings === undefined) throw new Error("a required input is there");
  const measure = chooseMeasure(buildings, parameters.value);
  context.progress({ phase: { zh: "划分格网", en: "Sorting buildings into cells" } });
  if (parameters.cell === "boundaries" && boundaries === undefined) throw noBoundaries();
  const places =
    parameters.cell === "boundaries" && boundaries !== undefined
      ? await readBoundaries(context, buildings, boundaries, measure)
      : await readHexagons(context, buildings, measure, parameters.cell, wanted);
  const { known, sum } = places;
  const kept = Uint32Array.from(known.keys()).filter((place) => (known[place] ?? 0) >= parameters.minimum_buildings);
  const bases = Float64Array.from(kept, (place) => known[place] ?? 0);
  const sums = Float64Array.from(kept, (place) => sum[place] ?? 0);
  const smoothed = parameters.smoothed && measure.kind === "rate" && kept.length > 0;
  const values = smoothed ? empiricalBayes(sums, bases) : sums.map((each, index) => each / (bases[index] ?? 1));
  return {
    ...places,
    measure,
    kept,
    values,
    messages: [
      ...places.messages,
      accountOf(places, measure, kept.length, parameters.minimum_buildings),
      ...(smoothed ? [smoothing] : []),
    ],
  };
}

type Places = Omit<Units, "measure" | "kept" | "values">;

/** Sorted by place and value, so that sums do not depend on the order of rows. */
export async function readPoints(context: AnalysisContext, layer: InputLayer, measure: Measure): Promise<Points> {
  const [x, y, value] = await context.session.doubles(
    `SELECT x, y, value FROM (
       SELECT ST_X(ST_Centroid(geom)) AS x, ST_Y(ST_Centroid(geom)) AS y, ${measure.expression} AS value
       FROM ${layer.relation}
     ) ORDER BY x, y, value`,
  );
  return { x: x ?? new Float64Array(), y: y ?? new Float64Array(), value: value ?? new Float64Array() };
}

async function readHexagons(
  context: AnalysisContext,
  buildings: InputLayer,
  measure: Measure,
  asked: number | string,
  wanted: number,
): Promise<Places> {
  const points = await readPoints(context, buildings, measure);
  const given = { x: points.x, y: points.y, wanted };
  const proposal = typeof asked === "number" ? null : await runTask("proposeCellWidth", given, context.signal);
  const width = typeof asked === "number" ? asked : (proposal?.width ?? 250);
  const cells = assignHexagons(points.x, points.y, { width });
  const sums = sumCells(cells.cellOf, cells.x.length, points.value);
  const message: Text =
    proposal === null
      ? { zh: `六边形格网宽 ${width} 米（指定）。`, en: `Hexagons ${width} m wide, as given.` }
      : {
          zh: `六边形格网宽 ${width} 米（建议）：居中的格网有 ${proposal.median} 栋${proposal.median >= wanted ? `（不少于 ${wanted} 栋，占比不致大起大落）` : "，再宽就看不出地方了"}。`,
          en: `Hexagons ${width} m wide, as proposed: the median cell holds ${proposal.median} buildings${proposal.median >= wanted ? ` (at least ${wanted}, so that rates do not jump)` : "; wider ones would not name a place any more"}.`,
        };
  return { ...sums, fids: null, x: cells.x, y: cells.y, width, messages: [message] };
}

/** Adds up values (NaN: not known) by cell. */
export function sumCells(cellOf: Int32Array, cells: number, value: Float64Array) {
  const found = { known: new Float64Array(cells), sum: new Float64Array(cells), unknown: new Float64Array(cells) };
  for (let point = 0; point < cellOf.length; point++) {
    const cell = cellOf[point] ?? 0;
    const each = value[point] ?? Number.NaN;
    if (Number.isNaN(each)) found.unknown[cell] = (found.unknown[cell] ?? 0) + 1;
    else {
      found.known[cell] = (found.known[cell] ?? 0) + 1;
      found.sum[cell] = (found.sum[cell] ?? 0) + each;
    }
  }
  return found;
}

/** A building belongs to the boundary that its centre lies in, of several to that of the lowest row. */
async function readBoundaries(
  context: AnalysisContext,
  buildings: InputLayer,
  boundaries: InputLayer,
  measure: Measure,
): Promise<Places> {
  const rows = await context.session.rows<{
    fid: bigint;
    x: number;
    y: number;
    known: number;
    sum: number;
    unknown: number;
    outside: number;
  }>(
    `WITH centred AS (
       SELECT fid, ST_Centroid(geom) AS geom, ${measure.expression} AS value FROM ${buildings.relation}
     ), placed AS (
       SELECT centred.fid, min(boundary.fid) AS boundary
       FROM centred JOIN ${boundaries.relation} boundary ON ST_Intersects(boundary.geom, centred.geom)
       GROUP BY centred.fid
     ), summed AS (
       SELECT boundary, CAST(count(value) AS DOUBLE) AS known, coalesce(sum(value ORDER BY value), 0) AS sum,
              CAST(count(*) - count(value) AS DOUBLE) AS unknown
       FROM placed JOIN centred USING (fid) GROUP BY boundary
     )
     SELECT boundary.fid, ST_X(ST_PointOnSurface(boundary.geom)) AS x, ST_Y(ST_PointOnSurface(boundary.geom)) AS y,
            coalesce(known, 0) AS known, coalesce(sum, 0) AS sum, coalesce(unknown, 0) AS unknown,
            CAST((SELECT count(*) FROM centred) - (SELECT count(*) FROM placed) AS DOUBLE) AS outside
     FROM ${boundaries.relation} boundary LEFT JOIN summed ON summed.boundary = boundary.fid
     ORDER BY x, y, boundary.fid`,
  );
  const column = (name: "x" | "y" | "known" | "sum" | "unknown") => Float64Array.from(rows, (row) => row[name]);
  const [x, y] = [column("x"), column("y")];
  const outside = rows[0]?.outside ?? 0;
  return {
    fids: rows.map(({ fid }) => fid),
    x,
    y,
    width: typicalSpacing(x, y),
    known: column("known"),
    sum: column("sum"),
    unknown: column("unknown"),
    messages: [
      {
        zh: `按分区边界统计，共 ${rows.length} 个分区；以界内代表点量距离。${outside} 栋房屋不在任何分区内，未计入。`,
        en: `Counted by boundary, ${rows.length} of them; distances are taken between points inside. ${outside} buildings lie in none and do not count.`,
      },
    ],
  };
}

function accountOf({ known, sum, unknown }: Places, measure: Measure, kept: number, minimum: number): Text {
  const total = (values: Float64Array) => values.reduce((all, each) => all + each, 0);
  const [buildings, without] = [total(known), total(unknown)];
  const places = known.length;
  const share = buildings === 0 ? 0 : (100 * total(sum)) / buildings;
  const zhValue =
    measure.kind === "rate"
      ? `${measure.title.zh}占比：${total(sum)} / ${buildings} 栋（${share.toFixed(1)} %）`
      : `${measure.title.zh}的平均值：${buildings} 栋，平均 ${(share / 100).toFixed(2)} ${measure.unit}`;
  const enValue =
    measure.kind === "rate"
      ? `Share of ${measure.title.en}: ${total(sum)} of ${buildings} buildings (${share.toFixed(1)} %)`
      : `Mean of ${measure.title.en}: ${buildings} buildings, ${(share / 100).toFixed(2)} ${measure.unit}`;
  const warning = without > buildings;
  return {
    zh: `比较${zhValue}。情况不明 ${without} 栋，不计入分母${warning ? "；不明的多于已知的，占比可能偏离实际" : ""}。${places} 处中 ${places - kept} 处已知房屋不足 ${minimum} 栋，未参与统计。`,
    en: `${enValue}. ${without} are not known and stay out of the base${warning ? "; more are unknown than known, so shares may mislead" : ""}. Of ${places} places ${places - kept} hold fewer than ${minimum} known buildings and are left out.`,
  };
}

const smoothing: Text = {
  zh: "占比经经验贝叶斯平滑（Marshall 1991）后比较。",
  en: "Rates are compared after Empirical-Bayes smoothing (Marshall 1991).",
};

function noBoundaries(): AppError {
  return new AppError("usage", {
    zh: "按分区边界统计需要分区边界图层。请先导入，或改用格网。",
    en: "Counting by boundary needs a layer of boundaries. Import one, or use cells.",
  });
}
