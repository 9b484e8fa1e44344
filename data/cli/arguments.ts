import { type ParseArgsConfig, parseArgs } from "node:util";
import type { Reading, ShiftSystem } from "../../contract/api.js";
import type { KindEntry } from "../../contract/catalog.js";
import { AppError } from "../../contract/errors.js";
import { type Parameter, type ParameterValue, parseParameter } from "../../contract/parameters.js";
import type { NamedDatum } from "../../contract/project.js";
import type { Text } from "../../contract/text.js";
import { readDatum } from "./datum-option.js";

type Options = NonNullable<ParseArgsConfig["options"]>;

/** A command as the help shows it and the parser reads it. */
export interface Command {
  readonly name: string;
  /** After `fangan NAME`. */
  readonly usage: string;
  readonly explanation: Text;
  readonly options: Options;
  readonly positionals: number;
  /** More of the last positional are taken too. */
  readonly more?: boolean;
}

/** Options that several commands share: how files are to be read. */
export const readingOptions = {
  crs: { type: "string", multiple: true },
  encoding: { type: "string", multiple: true },
  layer: { type: "string", multiple: true },
  template: { type: "string", multiple: true },
  coordinates: { type: "string", multiple: true },
  map: { type: "string", multiple: true },
  value: { type: "string", multiple: true },
  shift: { type: "string", multiple: true },
  datum: { type: "string", multiple: true },
} as const satisfies Options;

export const commonOptions = {
  json: { type: "boolean" },
  lang: { type: "string" },
  help: { type: "boolean", short: "h" },
} as const satisfies Options;

export interface Parsed {
  readonly positionals: readonly string[];
  text(name: string): string | undefined;
  texts(name: string): readonly string[];
  flag(name: string): boolean;
}

/** Throws `usage` for an unknown option, a missing value or a wrong number of arguments. */
export function parseCommand(command: Command, argv: readonly string[]): Parsed {
  const parsed = parseOptions(command, argv);
  const values: Readonly<Record<string, unknown>> = parsed.values;
  const count = parsed.positionals.length;
  const fits = count === command.positionals || (command.more === true && count > command.positionals);
  if (values.help !== true && !fits) {
    throw usage(
      `“fangan ${command.name}”应有 ${command.positionals} 个位置参数，收到 ${parsed.positionals.length} 个。用法：fangan ${command.name} ${command.usage}`,
      `"fangan ${command.name}" takes ${command.positionals} arguments, got ${parsed.positionals.length}. Usage: fangan ${command.name} ${command.usage}`,
    );
  }
  return {
    positionals: parsed.positionals,
    text: (name) => (typeof values[name] === "string" ? values[name] : undefined),
    texts: (name) => (Array.isArray(values[name]) ? values[name].map(String) : []),
    flag: (name) => values[name] === true,
  };
}

function parseOptions(command: Command, argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options: command.options, allowPositionals: true, strict: true });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw usage(
      `命令写法有误：${reason}。用 fangan ${command.name} --help 查看用法。`,
      `${reason}. See fangan ${command.name} --help.`,
    );
  }
}

/** `name=value` pairs of `--set`, checked against the parameters of an analysis. */
export function readSettings(
  parameters: readonly Parameter[],
  pairs: readonly string[],
): Record<string, ParameterValue> {
  const settings = pairs.map((pair) => {
    const [name, value] = splitPair(pair, "--set");
    const parameter = parameters.find((each) => each.name === name);
    if (parameter === undefined) {
      const known = parameters.map((each) => each.name);
      throw usage(
        `没有名为“${name}”的参数。可用：${known.join("、")}。`,
        `There is no parameter "${name}". Known: ${known.join(", ")}.`,
      );
    }
    return [name, parseParameter(parameter, value)] as const;
  });
  return Object.fromEntries(settings);
}

/**
 * How one file is to be read, from the options of the command. A word before a point or an equals sign says which
 * layer kind is meant (`buildings.build_year=YR`, `pipes=GBK`); without one the option holds for every file that can take it.
 * `datums` are those that the project keeps.
 */
export function readReading(
  kind: KindEntry,
  given: readonly KindEntry[],
  parsed: Parsed,
  single: boolean,
  datums: readonly NamedDatum[] = [],
): Reading {
  return { ...readFileOptions(kind, given, parsed, single, datums), ...readColumnOptions(kind, given, parsed) };
}

/** The part of it that concerns the file as a whole: `--crs`, `--encoding`, `--layer`, `--template`, `--coordinates`, `--shift`, `--datum`. */
export function readFileOptions(
  kind: KindEntry,
  given: readonly KindEntry[],
  parsed: Parsed,
  single: boolean,
  datums: readonly NamedDatum[] = [],
): Reading {
  const crs = forKind(kind, given, parsed, "crs");
  const encoding = forKind(kind, given, parsed, "encoding");
  const layer = forKind(kind, given, parsed, "layer");
  const template = forKind(kind, given, parsed, "template");
  const shift = forKind(kind, given, parsed, "shift");
  const datum = forKind(kind, given, parsed, "datum");
  const chosenShift = readShift(shift.named ?? (single ? shift.plain : undefined));
  if (!single && shift.plain !== undefined) throw badPair(shift.plain, "--shift", "sites=gcj02");
  const chosenDatum = datum.named ?? datum.plain;
  const override = crs.named ?? (single ? crs.plain : undefined);
  const chosenEncoding = encoding.named ?? encoding.plain;
  const chosenLayer = layer.named ?? (single ? layer.plain : undefined);
  if (!single && layer.plain !== undefined) throw badPair(layer.plain, "--layer", "buildings=NAME");
  const chosenTemplate = template.named ?? (single ? template.plain : undefined);
  if (!single && template.plain !== undefined) throw badPair(template.plain, "--template", "buildings=NAME");
  const coordinates = forKind(kind, given, parsed, "coordinates");
  const chosenCoordinates = coordinates.named ?? (single ? coordinates.plain : undefined);
  if (!single && coordinates.plain !== undefined) throw badPair(coordinates.plain, "--coordinates", "sites=X,Y");
  return {
    ...(override === undefined ? {} : { crs: override }),
    ...(override === undefined && crs.plain !== undefined ? { fallbackCrs: crs.plain } : {}),
    ...(chosenEncoding === undefined ? {} : { encoding: chosenEncoding }),
    ...(chosenLayer === undefined ? {} : { layer: chosenLayer }),
    ...(chosenTemplate === undefined ? {} : { template: chosenTemplate }),
    ...(chosenShift === undefined ? {} : { shift: chosenShift }),
    ...(chosenDatum === undefined ? {} : { datum: readDatum(chosenDatum, datums) }),
    ...(chosenCoordinates === undefined ? {} : { coordinates: splitColumns(chosenCoordinates) }),
  };
}

/** `EAST,NORTH`: the columns of a table that hold easting (or longitude) and northing (or latitude). */
function splitColumns(text: string): { east: string; north: string } {
  const [east = "", north = "", ...more] = text.split(/[,，]/u).map((name) => name.trim());
  if (east === "" || north === "" || more.length > 0) throw badPair(text, "--coordinates", "EAST,NORTH");
  return { east, north };
}

/** The part that concerns columns and their values: `--map`, `--value`. */
export function readColumnOptions(kind: KindEntry, given: readonly KindEntry[], parsed: Parsed): Reading {
  const mapping: Record<string, string> = {};
  for (const pair of parsed.texts("map")) {
    const [target, field] = splitPair(pair, "--map");
    const column = columnFor(kind, given, target, "--map");
    if (column !== null) mapping[column] = field;
  }
  const values: Record<string, Record<string, string>> = {};
  for (const pair of parsed.texts("value")) {
    const [left, meaning] = splitPair(pair, "--value");
    const colon = left.indexOf(":");
    if (colon < 0) throw badPair(pair, "--value", "buildings.altered:0=true");
    const column = columnFor(kind, given, left.slice(0, colon), "--value");
    if (column !== null) values[column] = { ...values[column], [left.slice(colon + 1)]: meaning };
  }
  return {
    ...(Object.keys(mapping).length === 0 ? {} : { mapping }),
    ...(Object.keys(values).length === 0 ? {} : { values }),
  };
}

function readShift(name: string | undefined): ShiftSystem | undefined {
  if (name === undefined || name === "gcj02" || name === "bd09") return name;
  throw usage(
    `--shift 可为 gcj02（高德、腾讯）或 bd09（百度），收到“${name}”。`,
    `--shift is gcj02 (Amap, Tencent) or bd09 (Baidu); got "${name}".`,
  );
}

/** The value of an option written `KIND=value` for this kind, and the one written without a kind. Throws `usage`. */
function forKind(
  kind: KindEntry,
  given: readonly KindEntry[],
  parsed: Parsed,
  option: "crs" | "encoding" | "layer" | "template" | "coordinates" | "shift" | "datum",
): { named: string | undefined; plain: string | undefined } {
  let [named, plain]: [string | undefined, string | undefined] = [undefined, undefined];
  for (const text of parsed.texts(option)) {
    const at = text.indexOf("=");
    const owner = text.slice(0, Math.max(0, at));
    if (at < 0) plain = text;
    else if (owner === kind.name) named = text.slice(at + 1);
    else if (!given.some((each) => each.name === owner)) {
      const known = given.map((each) => each.name);
      throw usage(
        `--${option}：没有名为“${owner}”的输入。可用：${known.join("、")}。`,
        `--${option}: there is no input "${owner}". Known: ${known.join(", ")}.`,
      );
    }
  }
  return { named, plain };
}

/** The canonical column that `target` names in this kind; null when it is meant for another one. */
function columnFor(kind: KindEntry, given: readonly KindEntry[], target: string, option: string): string | null {
  const point = target.indexOf(".");
  const [owner, name] = point < 0 ? [null, target] : [target.slice(0, point), target.slice(point + 1)];
  const holders = given.filter((each) => each.columns.some((column) => column.name === name));
  const meant = owner === null ? holders : holders.filter((each) => each.name === owner);
  if (meant.length === 0) {
    const known = given.flatMap((each) => each.columns.map((column) => `${each.name}.${column.name}`));
    throw usage(
      `${option}：没有规范字段“${target}”。可用：${known.join("、")}。`,
      `${option}: there is no column "${target}". Known: ${known.join(", ")}.`,
    );
  }
  if (meant.length > 1) {
    const choices = meant.map((each) => `${each.name}.${name}`);
    throw usage(
      `${option}：“${name}”有多种含义，请写明 ${choices.join(" 或 ")}。`,
      `${option}: "${name}" is ambiguous; write ${choices.join(" or ")}.`,
    );
  }
  return meant[0]?.name === kind.name ? name : null;
}

function splitPair(pair: string, option: string): [string, string] {
  const at = pair.indexOf("=");
  if (at <= 0) throw badPair(pair, option, "name=value");
  return [pair.slice(0, at).trim(), pair.slice(at + 1).trim()];
}

function badPair(pair: string, option: string, example: string): AppError {
  return usage(
    `${option} 的写法应如 ${example}，收到“${pair}”。`,
    `${option} is written like ${example}; got "${pair}".`,
  );
}

export function usage(zh: string, en: string): AppError {
  return new AppError("usage", { zh, en });
}
