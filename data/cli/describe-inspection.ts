import { basename } from "node:path";
import type { Catalog, KindEntry } from "../../contract/catalog.js";
import type { Guess, Inspection } from "../../contract/inspection.js";
import type { ColumnUnderstanding } from "../../contract/project.js";
import type { Locale } from "../../contract/text.js";

/** Rows and unclear values shown; `--json` has all that were looked at. */
const shownRows = 5;
const shownValues = 3;

/** What an inspection found, in lines for people. */
export function describeInspection(inspection: Inspection, catalog: Catalog, locale: Locale): string[] {
  const say = (zh: string, en: string) => (locale === "zh" ? zh : en);
  const kind = catalog.kinds.find((each) => each.name === inspection.kind.value);
  const format = catalog.readFormats.find((each) => each.name === inspection.format);
  const rows = (count: number | null) =>
    count === null ? say("行数不明", "rows not counted") : say(`${count} 行`, `${count} rows`);
  const guess = (found: Guess<string | null>, value: string) => {
    const evidence = say(`（${found.evidence.zh}）`, ` (${found.evidence.en})`);
    return `${value}${evidence}${found.sure ? "" : say("，需确认", ", to be confirmed")}`;
  };
  const layers = inspection.layers.map(
    (layer) =>
      `  ${layer.name === inspection.layer ? "*" : " "} ${layer.name}\t${layer.geometries.join(", ")}\t${rows(layer.rows)}`,
  );
  const unmapped = inspection.fields.filter(({ name }) => !Object.values(inspection.mapping).includes(name));
  const cells = inspection.preview
    .slice(0, shownRows)
    .map((row) => `  ${row.map((cell) => (cell === null ? "" : String(cell))).join("\t")}`);
  return [
    inspection.path,
    `${say("格式", "Format")}: ${format?.title[locale] ?? inspection.format}, ${inspection.bytes} B`,
    `${say("图层", "Layers")}:`,
    ...layers,
    `${say("几何", "Geometry")}: ${inspection.geometry ?? say("无", "none")}, ${rows(inspection.rows)}`,
    `${say("编码", "Encoding")}: ${guess(inspection.encoding, inspection.encoding.value)}`,
    `${say("坐标系", "CRS")}: ${guess(inspection.crs, inspection.crs.value ?? say("不明", "not known"))}`,
    `${say("类型", "Kind")}: ${guess(inspection.kind, `${inspection.kind.value} ${kind?.title[locale] ?? ""}`)}`,
    ...(inspection.template === null ? [] : [`${say("模板", "Template")}: ${inspection.template}`]),
    `${say("字段对应", "Mapping")}:`,
    ...inspection.understood.map((each) => `  ${describeColumn(each, kind, locale)}`),
    ...(unmapped.length === 0
      ? []
      : [`${say("未对应的字段", "Fields without a column")}: ${unmapped.map(({ name }) => name).join(", ")}`]),
    ...(inspection.problems.length === 0 ? [] : [`${say("需留意", "Please note")}:`]),
    ...inspection.problems.map((problem) => `  - ${problem[locale]}`),
    `${say("前几行", "First rows")} (${basename(inspection.path)}):`,
    `  ${inspection.fields.map(({ name }) => name).join("\t")}`,
    ...cells,
  ];
}

function describeColumn(
  { column, field, values, understood, unclear }: ColumnUnderstanding,
  kind: KindEntry | undefined,
  locale: Locale,
): string {
  const title = kind?.columns.find((each) => each.name === column)?.title[locale] ?? "";
  // Rounded down: 100 % is said of nothing else.
  const share = values === 0 ? "–" : `${Math.floor((1000 * understood) / values) / 10} %`;
  const shown = unclear.slice(0, shownValues).map(({ value, count }) => `“${value}” × ${count}`);
  const more = unclear.length > shownValues ? " …" : "";
  return `${column} ${title} ← ${field}\t${share} / ${values}${shown.length === 0 ? "" : `\t? ${shown.join(", ")}${more}`}`;
}
