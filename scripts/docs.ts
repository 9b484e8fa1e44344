import { existsSync, readFileSync, writeFileSync } from "node:fs";
import type { Catalog, ColumnEntry, FormatEntry, Paint } from "../contract/catalog.js";
import { initialValue, type Parameter } from "../contract/parameters.js";
import { type Locale, locales } from "../contract/text.js";
import { readCatalog } from "../data/catalog.js";
import { kinds } from "../data/kinds/index.js";
import { rulesPage } from "./docs/rules.js";

/**
 * Writes docs/catalog.LOCALE.md from the catalog and docs/rules.LOCALE.md from the rules; with `--check` fails when they are stale.
 * The default of a parameter that is the current year is written as such, so that the page does not age.
 */
function page(catalog: Catalog, locale: Locale): string {
  const zh = locale === "zh";
  return [
    `# ${zh ? "目录：图层类型、分析、格式" : "Catalog: layer kinds, analyses, formats"}`,
    "",
    zh ? "由 `npm run docs` 从程序生成，请勿手改。" : "Made by `npm run docs` from the program; not edited by hand.",
    "",
    `## ${zh ? "图层类型" : "Layer kinds"}`,
    ...catalog.kinds.flatMap((kind) => [
      "",
      `### ${kind.name} ${kind.title[locale]}`,
      "",
      kind.explanation[locale],
      "",
      ...columnTable(kind.columns, locale, aliases(kind.name)),
      "",
      ...checks(kind.name, locale),
      ...legend(paintOf(kind.name), locale),
    ]),
    "",
    `## ${zh ? "分析" : "Analyses"}`,
    ...catalog.analyses.flatMap((analysis) => [
      "",
      `### ${analysis.name} ${analysis.title[locale]}`,
      "",
      analysis.explanation[locale],
      "",
      ...(analysis.method === undefined ? [] : [analysis.method[locale], ""]),
      `| ${zh ? "参数 | 默认 | 范围 | 含义" : "parameter | default | range | meaning"} |`,
      "| --- | --- | --- | --- |",
      ...analysis.parameters.map((parameter) => parameterRow(parameter, locale)),
    ]),
    "",
    `## ${zh ? "格式" : "Formats"}`,
    "",
    ...formatTable(zh ? "可读" : "read", catalog.readFormats, locale),
    ...formatTable(zh ? "可写" : "written", catalog.writeFormats, locale),
    "",
  ].join("\n");
}

function columnTable(columns: readonly ColumnEntry[], locale: Locale, names: (column: string) => string): string[] {
  if (columns.length === 0) return [];
  const head =
    locale === "zh" ? "字段 | 名称 | 类型 | 单位 | 识别为" : "column | title | type | unit | recognised from";
  const rows = columns.map(
    (column) =>
      `| \`${column.name}\` | ${column.title[locale]} | ${column.type} | ${column.unit ?? ""} | ${names(column.name)} |`,
  );
  return [`| ${head} |`, "| --- | --- | --- | --- | --- |", ...rows];
}

function aliases(kindName: string): (column: string) => string {
  const columns = kinds.find((kind) => kind.name === kindName)?.columns ?? [];
  return (name) => columns.find((column) => column.name === name)?.aliases.join(" ") ?? "";
}

function paintOf(kindName: string): Paint | undefined {
  return kinds.find((kind) => kind.name === kindName)?.paint;
}

function checks(kindName: string, locale: Locale): string[] {
  const reasons = kinds.find((kind) => kind.name === kindName)?.checks.map(({ title }) => title[locale]) ?? [];
  return reasons.length === 0 ? [] : [`${locale === "zh" ? "存疑" : "Doubtful"}: ${reasons.join(" · ")}`, ""];
}

function legend(paint: Paint | undefined, locale: Locale): string[] {
  const rows = (paint?.classes ?? []).map((each) => `${each.title[locale]} \`${each.colour}\``);
  return rows.length === 0 ? [] : [`${locale === "zh" ? "图例" : "Legend"}: ${rows.join(" · ")}`];
}

function parameterRow(parameter: Parameter, locale: Locale): string {
  const words = parameter.type === "number" ? (parameter.words ?? []).map((word) => word.value) : [];
  const choices = parameter.type === "choice" ? parameter.choices.map((choice) => choice.value) : [];
  const range =
    parameter.type === "number"
      ? [`${parameter.minimum}–${parameter.maximum} ${parameter.unit}`, ...words].join(", ")
      : [...choices, ...(choices.length === 0 ? [parameter.type] : [])].join(", ");
  const thisYear = parameter.type === "number" && parameter.default === new Date().getFullYear();
  const year = locale === "zh" ? "今年" : "this year";
  const initial = initialValue(parameter);
  const standard = thisYear ? year : Array.isArray(initial) ? initial.join(" ") : String(initial);
  return `| \`${parameter.name}\` ${parameter.title[locale]} | ${standard} | ${range} | ${parameter.explanation[locale]} |`;
}

function formatTable(heading: string, formats: readonly FormatEntry[], locale: Locale): string[] {
  return formats.map(
    (format) => `- ${heading}: ${format.title[locale]} (${format.extensions.map((each) => `.${each}`).join(" ")})`,
  );
}

const check = process.argv.includes("--check");
const catalog = readCatalog();
for (const locale of locales) {
  for (const [name, made] of [
    ["catalog", page(catalog, locale)],
    ["rules", rulesPage(locale)],
  ] as const) {
    const place = new URL(`../../docs/${name}.${locale}.md`, import.meta.url);
    if (!check) writeFileSync(place, made);
    else if (!existsSync(place) || readFileSync(place, "utf8") !== made) {
      process.stderr.write(`docs/${name}.${locale}.md is stale: run "npm run docs".\n`);
      process.exitCode = 1;
    }
  }
}
