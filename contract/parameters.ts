import { z } from "zod";
import type { Choice } from "./catalog.js";
import { AppError } from "./errors.js";
import type { Text } from "./text.js";

interface ParameterBase {
  readonly name: string;
  readonly title: Text;
  readonly explanation: Text;
}

/** A number in `unit`, inclusive range. `words` are the values beside numbers, such as `by-class`. */
export interface NumberParameter extends ParameterBase {
  readonly type: "number";
  readonly unit: string;
  readonly minimum: number;
  readonly maximum: number;
  readonly whole?: boolean;
  readonly default: number;
  readonly words?: readonly { readonly value: string; readonly title: Text }[];
  /** The word that holds when nothing is given; `default` is then the number that a form begins with. */
  readonly initial?: string;
}

/** A set of words, each compared whole, without regard to case and width. */
export interface WordsParameter extends ParameterBase {
  readonly type: "words";
  readonly default: readonly string[];
}

export interface FlagParameter extends ParameterBase {
  readonly type: "flag";
  readonly default: boolean;
}

/** One of a few words. */
export interface ChoiceParameter extends ParameterBase {
  readonly type: "choice";
  readonly choices: readonly Choice[];
  readonly default: string;
}

/**
 * A scheme of the project: `NAME`, the newest version, or `NAME@VERSION`. A run keeps the version that it took. Throws `usage`
 * where it is not there.
 */
export interface NameParameter extends ParameterBase {
  readonly type: "name";
  readonly of: "scheme";
  readonly default: string;
}

export type Parameter = NumberParameter | WordsParameter | FlagParameter | ChoiceParameter | NameParameter;

export const parameterValue = z.union([
  z.number(),
  z.string().max(200),
  z.boolean(),
  z.array(z.string().max(200)).max(200),
]);
export type ParameterValue = z.infer<typeof parameterValue>;

type ValueOf<P extends Parameter> = P extends { type: "number" }
  ? P extends { words: readonly { value: infer W }[] }
    ? number | W
    : number
  : P extends { type: "words" }
    ? string[]
    : P extends { type: "choice"; choices: readonly { value: infer C }[] }
      ? C
      : P extends { type: "name" }
        ? string
        : boolean;

/** The values of a declared list (`as const satisfies readonly Parameter[]`), typed by name. */
export type ParameterValues<List extends readonly Parameter[]> = {
  readonly [P in List[number] as P["name"]]: ValueOf<P>;
};

/** Fills defaults and checks every value. Throws `usage` naming the parameter, its range and unit. */
export function completeParameters<const List extends readonly Parameter[]>(
  list: List,
  given: Readonly<Record<string, ParameterValue>>,
): ParameterValues<List> {
  const known = new Set(list.map((parameter) => parameter.name));
  for (const name of Object.keys(given)) {
    if (!known.has(name)) throw unknownParameter(name, [...known]);
  }
  const values = list.map((parameter) => {
    const value = Object.hasOwn(given, parameter.name) ? given[parameter.name] : undefined;
    return [parameter.name, value === undefined ? initialValue(parameter) : checkValue(parameter, value)];
  });
  return Object.fromEntries(values) as ParameterValues<List>;
}

/** What holds when nothing is given. */
export function initialValue(parameter: Parameter): ParameterValue {
  if (parameter.type === "words") return [...parameter.default];
  return parameter.type === "number" && parameter.initial !== undefined ? parameter.initial : parameter.default;
}

/** Reads a value as typed in a command (`--set name=value`) or a form. Lists are separated by commas or semicolons. */
export function parseParameter(parameter: Parameter, typed: string): ParameterValue {
  const text = typed.trim();
  if (parameter.type === "words")
    return text
      .split(/[,;，；、]/u)
      .map((word) => word.trim())
      .filter((word) => word !== "");
  if (parameter.type === "flag")
    return checkValue(
      parameter,
      /^(1|true|yes|on|是)$/iu.test(text) ? true : /^(0|false|no|off|否)$/iu.test(text) ? false : text,
    );
  if (parameter.type !== "number") return checkValue(parameter, text);
  if (parameter.words?.some((word) => word.value === text)) return text;
  return checkValue(parameter, text === "" ? Number.NaN : Number(text));
}

function checkValue(parameter: Parameter, value: ParameterValue): ParameterValue {
  if (parameter.type === "flag" && typeof value === "boolean") return value;
  if (parameter.type === "words" && Array.isArray(value)) return value;
  if (parameter.type === "choice" && parameter.choices.some((choice) => choice.value === value)) return value;
  if (parameter.type === "name" && typeof value === "string" && value !== "") return value;
  if (parameter.type === "number") {
    if (parameter.words?.some((word) => word.value === value)) return value;
    const inRange = typeof value === "number" && value >= parameter.minimum && value <= parameter.maximum;
    if (inRange && (!parameter.whole || Number.isInteger(value))) return value;
  }
  const expected = expectation(parameter);
  const shown = Array.isArray(value) ? value.join(",") : String(value);
  throw new AppError("usage", {
    zh: `参数 ${parameter.name}（${parameter.title.zh}）不能是“${shown}”：应为${expected.zh}。`,
    en: `Parameter ${parameter.name} (${parameter.title.en}) cannot be "${shown}": it takes ${expected.en}.`,
  });
}

function expectation(parameter: Parameter): Text {
  if (parameter.type === "flag") return { zh: "是或否", en: "yes or no" };
  if (parameter.type === "words") return { zh: "以逗号分隔的词", en: "words separated by commas" };
  if (parameter.type === "name") return { zh: "一个名称", en: "a name" };
  if (parameter.type === "choice") {
    const choices = parameter.choices.map((choice) => choice.value);
    return { zh: choices.join(" 或 "), en: choices.join(" or ") };
  }
  const words = (parameter.words ?? []).map((word) => word.value);
  const range = `${parameter.minimum}–${parameter.maximum} ${parameter.unit}`;
  return {
    zh: [`${range}${parameter.whole ? " 的整数" : ""}`, ...words].join(" 或 "),
    en: [`${parameter.whole ? "a whole number " : ""}${range}`, ...words].join(" or "),
  };
}

function unknownParameter(name: string, known: readonly string[]): AppError {
  return new AppError("usage", {
    zh: `没有名为“${name}”的参数。可用的参数：${known.join("、")}。`,
    en: `There is no parameter "${name}". Known parameters: ${known.join(", ")}.`,
  });
}
