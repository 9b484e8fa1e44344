import type { AnalysisInputEntry, Catalog, FormatEntry } from "../../contract/catalog.js";
import type { Parameter } from "../../contract/parameters.js";
import type { Locale } from "../../contract/text.js";
import type { Command } from "./arguments.js";

/** The whole help: the verbs, and from the catalog the kinds, formats, analyses and parameters. */
export function helpText(commands: readonly Command[], catalog: Catalog, locale: Locale): string {
  const zh = locale === "zh";
  const verbs = commands.map(
    (command) => `  fangan ${command.name} ${command.usage}\n      ${command.explanation[locale]}`,
  );
  return [
    zh ? "房安图：从房屋普查到签字的热点清单" : "Fang'an Atlas: from a housing census to a signed hot-spot list",
    "",
    ...verbs,
    "",
    zh
      ? "  各命令：--json 输出 JSON，--lang zh|en 选择语言，--help 显示说明"
      : "  Everywhere: --json prints JSON, --lang zh|en chooses the language, --help explains",
    zh
      ? "  读取文件：--crs [KIND=]EPSG:n，--encoding [KIND=]NAME，--layer [KIND=]NAME，--template [KIND=]NAME|FILE.json，--coordinates [KIND=]东坐标列,北坐标列，--map [KIND.]字段=源字段，--value [KIND.]字段:值=值，--shift [KIND=]gcj02|bd09（网络地图偏移），--datum [KIND=]NAME|four:dx,dy,旋转,尺度|seven:dx,dy,dz,rx,ry,rz,尺度（1980 西安、1954 北京的转换参数：米、角秒、百万分之一）"
      : "  Reading files: --crs [KIND=]EPSG:n, --encoding [KIND=]NAME, --layer [KIND=]NAME, --template [KIND=]NAME|FILE.json, --coordinates [KIND=]EAST,NORTH, --map [KIND.]column=FIELD, --value [KIND.]column:value=value, --shift [KIND=]gcj02|bd09 (a web map's shift), --datum [KIND=]NAME|four:dx,dy,rotation,ppm|seven:dx,dy,dz,rx,ry,rz,ppm (from Xi'an 1980 or Beijing 1954: metres, arc seconds, parts per million)",
    zh
      ? "  退出码：0 完成；2 用法有误；3 输入不能使用；1 程序出错"
      : "  Exit status: 0 done; 2 wrong usage; 3 an input cannot be used; 1 our fault",
    "",
    `${zh ? "图层类型" : "Layer kinds"}:`,
    ...catalog.kinds.map(
      (kind) =>
        `  ${kind.name}\t${kind.title[locale]}: ${kind.columns.flatMap((column) => (column.derived ? [] : [column.name])).join(", ")}`,
    ),
    "",
    `${zh ? "可读格式" : "Formats read"}: ${extensions(catalog.readFormats)}`,
    `${zh ? "可写格式" : "Formats written"}: ${extensions(catalog.writeFormats)}`,
    ...catalog.analyses.flatMap((analysis) => [
      "",
      `${analysis.name}: ${analysis.title[locale]}. ${analysis.explanation[locale]}`,
      ...analysis.inputs.map((input) => describeInput(input, locale)),
      ...analysis.parameters.map((parameter) => describeParameter(parameter, locale)),
    ]),
  ].join("\n");
}

function describeInput({ name, title, accepts, required, onlyNamed }: AnalysisInputEntry, locale: Locale): string {
  const zh = locale === "zh";
  const how =
    onlyNamed === true
      ? { zh: "须指明", en: "only when named" }
      : required
        ? { zh: "必需", en: "needed" }
        : { zh: "可选", en: "optional" };
  return `  --input ${name}=LAYER\t${title[locale]}${zh ? "（" : " ("}${accepts.join(" | ")}${zh ? "，" : ", "}${how[locale]}${zh ? "）" : ")"}`;
}

function describeParameter(parameter: Parameter, locale: Locale): string {
  return `  ${parameter.name}\t${parameter.title[locale]} [${rangeOf(parameter)}] ${parameter.explanation[locale]}`;
}

function rangeOf(parameter: Parameter): string {
  if (parameter.type === "flag") return String(parameter.default);
  if (parameter.type === "words") return parameter.default.join(",");
  if (parameter.type === "name") return parameter.default;
  if (parameter.type === "choice") {
    const others = parameter.choices.map((choice) => choice.value).filter((value) => value !== parameter.default);
    return [parameter.default, ...others].join(" | ");
  }
  const words = (parameter.words ?? []).map((word) => ` | ${word.value}`).join("");
  const initial = parameter.initial ?? `${parameter.default} ${parameter.unit}`;
  return `${initial}; ${parameter.minimum}–${parameter.maximum}${words}`;
}

function extensions(formats: readonly FormatEntry[]): string {
  return formats.flatMap((format) => format.extensions.map((extension) => `.${extension}`)).join(" ");
}
