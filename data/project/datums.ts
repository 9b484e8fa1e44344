import { isDeepStrictEqual } from "node:util";
import type { Reading } from "../../contract/api.js";
import type { Inspection } from "../../contract/inspection.js";
import type { NamedDatum } from "../../contract/project.js";

/** The name under which the project keeps these parameters; null: it does not. */
export function datumName(datums: readonly NamedDatum[], datum: Reading["datum"]): string | null {
  return datums.find(({ parameters }) => isDeepStrictEqual(parameters, datum))?.name ?? null;
}

/** Says of a file in an old datum, read without parameters, that the project keeps some. */
export function withDatumHint(inspection: Inspection, datums: readonly NamedDatum[], reading: Reading): Inspection {
  const [first] = datums;
  if (!inspection.oldDatum || reading.datum !== undefined || first === undefined) return inspection;
  const names = {
    zh: datums.map(({ name }) => `“${name}”`).join("、"),
    en: datums.map(({ name }) => `"${name}"`).join(", "),
  };
  const hint = {
    zh: `文件是 1980 西安或 1954 北京坐标系，项目中存有转换参数${names.zh}，可以选用，否则位置可能偏差数十米。`,
    en: `The file is in Xi'an 1980 or Beijing 1954; the project keeps the datum parameters ${names.en}, which can be applied. Without them positions may be off by tens of metres.`,
  };
  return { ...inspection, problems: [...inspection.problems, hint] };
}
