import { type DatumParameters, datumParameters } from "../../contract/datum.js";
import { AppError } from "../../contract/errors.js";
import type { NamedDatum } from "../../contract/project.js";

const fields = {
  four: ["dx_m", "dy_m", "rotation_s", "scale_ppm"],
  seven: ["dx_m", "dy_m", "dz_m", "rx_s", "ry_s", "rz_s", "scale_ppm"],
} as const;

/**
 * `--datum`: the name under which the project keeps parameters, `four:dx,dy,rotation,ppm` or
 * `seven:dx,dy,dz,rx,ry,rz,ppm`. Throws `usage`, without repeating the numbers: they are secret.
 */
export function readDatum(text: string, kept: readonly NamedDatum[]): DatumParameters {
  const [, type, list = ""] = /^(four|seven):(.*)$/u.exec(text) ?? [];
  if (type !== "four" && type !== "seven") {
    const found = kept.find(({ name }) => name === text);
    if (found === undefined) throw unknownDatum(text, kept);
    return found.parameters;
  }
  const numbers = list.split(",").map((part) => (part.trim() === "" ? Number.NaN : Number(part)));
  const parsed = datumParameters.safeParse({
    type,
    ...Object.fromEntries(fields[type].map((field, index) => [field, numbers[index]])),
  });
  if (parsed.success && numbers.length === fields[type].length) return parsed.data;
  throw new AppError("usage", {
    zh: `--datum ${type} 后面应有 ${fields[type].length} 个数，用逗号分隔：${type}:${fields[type].join(",")}（米、角秒、百万分之一）。`,
    en: `--datum ${type} takes ${fields[type].length} numbers with commas between: ${type}:${fields[type].join(",")} (metres, arc seconds, parts per million).`,
  });
}

function unknownDatum(name: string, kept: readonly NamedDatum[]): AppError {
  const names = kept.map((datum) => datum.name);
  return new AppError("usage", {
    zh: `项目中没有名为“${name}”的转换参数（现有：${names.join("、") || "无"}）。也可写作 four:dx,dy,旋转,尺度 或 seven:dx,dy,dz,rx,ry,rz,尺度。`,
    en: `The project keeps no datum parameters "${name}" (it has: ${names.join(", ") || "none"}). They can be written as four:dx,dy,rotation,ppm or seven:dx,dy,dz,rx,ry,rz,ppm.`,
  });
}
