import type { Choice, ColumnType } from "../../contract/catalog.js";
import type { Text } from "../../contract/text.js";
import type { KindColumn } from "./kind.js";
import { readCount, readDate, readFlag, readMeasure, readTally, readText, readYear } from "./read.js";
import { type ChoiceWords, readChoice } from "./read-choice.js";

interface Given {
  readonly name: string;
  readonly title: Text;
  /** Field names of real files, the surest first, with spaces between them. */
  readonly aliases: string;
  readonly unit?: string;
  readonly required?: boolean;
  readonly personal?: true;
  readonly shares?: string;
  readonly looks?: NonNullable<KindColumn["looks"]>;
  /** In place of the type's own reading. */
  readonly read?: KindColumn["read"];
}

function define(given: Given, type: ColumnType, sqlType: KindColumn["sqlType"], read: KindColumn["read"]): KindColumn {
  const aliases = given.aliases.split(" ").filter((alias) => alias !== "");
  return { required: false, read, ...given, aliases, type, sqlType };
}

export const textColumn = (given: Given): KindColumn => define(given, "text", "VARCHAR", readText);
/** A number of things, at least one. */
export const countColumn = (given: Given): KindColumn => define(given, "whole", "INTEGER", readCount);
/** A number of things, none included. */
export const tallyColumn = (given: Given): KindColumn => define(given, "whole", "INTEGER", readTally);
export const yearColumn = (given: Given): KindColumn => define(given, "year", "INTEGER", readYear);
/** A number that means something only above zero. */
export const measureColumn = (given: Given): KindColumn => define(given, "number", "DOUBLE", readMeasure);
export const flagColumn = (given: Given): KindColumn => define(given, "flag", "BOOLEAN", readFlag);
export const dateColumn = (given: Given): KindColumn => define(given, "date", "DATE", readDate);

/** One of `choices`, read by their values, titles and `words`; bare codes stay unknown until they are mapped. */
export function choiceColumn(
  given: Given & { readonly choices: readonly Choice[]; readonly words: ChoiceWords },
): KindColumn {
  const { words, choices, ...rest } = given;
  const plain = choices.map(({ value, title }) => ({ value, title }));
  return {
    ...define(rest, "choice", "VARCHAR", readChoice(plain, words)),
    ...(given.read && { read: given.read }),
    choices: plain,
  };
}

/** Worked out from the canonical columns before it: no field is mapped to it. */
export function derivedColumn(
  given: Pick<Given, "name" | "title"> & {
    readonly type: ColumnType;
    readonly sqlType: KindColumn["sqlType"];
    readonly choices?: readonly Choice[];
  },
  derived: string,
): KindColumn {
  return { ...given, required: false, aliases: [], read: readText, derived };
}

/** The classes of a paint as the choices of the column that it is by: cell, card and legend say the same. */
export function choicesOf(classes: readonly { readonly value: string | null; readonly title: Text }[]): Choice[] {
  return classes.flatMap(({ value, title }) => (value === null ? [] : [{ value, title }]));
}
