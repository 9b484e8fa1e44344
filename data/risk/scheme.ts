import { readFile } from "node:fs/promises";
import { AppError } from "../../contract/errors.js";
import { profileFault } from "../../contract/profile-faults.js";
import { limitsOf, pressureTitles } from "../../contract/profile-limits.js";
import type { Run } from "../../contract/project.js";
import {
  type PressureProfile,
  pressureClasses,
  type Scheme,
  schemeFormat,
  scheme as schemeShape,
} from "../../contract/scheme.js";
import type { Text } from "../../contract/text.js";
import { vulnerabilityFactors } from "./factors/index.js";
import { profiles } from "./profiles.js";

/** Where a scheme stands in for none: the proposal of the program. Bands of risk are a 5 × 5 matrix in four colours. */
export const nationalScheme: Scheme = {
  format: schemeFormat,
  name: "national",
  title: { zh: "全国默认方案", en: "National default" },
  version: 1,
  profile: "gb55009",
  weights: Object.fromEntries(vulnerabilityFactors.map(({ name, weight }) => [name, weight])),
  unknown: 0.5,
  gas: { protection: 100, clearance: 80, control_near: 60, control_far: 20, aged: 1.2 },
  likelihood: { own: 0.5, exposed: 0.5 },
  likelihood_bands: [20, 40, 60, 80],
  level_bands: [5, 9, 16],
  least_known_pct: 50,
  vetoes: {
    grade_d: true,
    occupied_over_pipe: true,
    vulnerable_by_pit: { points: 60, depths: 1 },
    severe_business: true,
  },
};

/** How far the sum of the weights may be off 100: sliders move in steps. */
const roundingOfSum = 0.01;

/**
 * Checks what the shape cannot say: every factor has one weight, none is unknown or negative, they sum to 100, bands ascend,
 * the profile is known and complete. Throws `usage` with one sentence that begins with `where`.
 */
export function checkScheme(scheme: Scheme, where: Text): void {
  const names = vulnerabilityFactors.map(({ name }) => name);
  for (const [name, weight] of Object.entries(scheme.weights)) {
    if (!names.includes(name)) {
      throw fault(
        where,
        `没有名为“${name}”的指标；可用的指标：${names.join("、")}`,
        `there is no factor "${name}"; factors: ${names.join(", ")}`,
      );
    }
    if (!(weight >= 0))
      throw fault(
        where,
        `指标 ${name} 的权重是 ${weight}，不能为负`,
        `the weight of ${name} is ${weight}; it cannot be negative`,
      );
  }
  const missing = names.filter((name) => !Object.hasOwn(scheme.weights, name));
  if (missing.length > 0) {
    throw fault(where, `缺少指标 ${missing.join("、")} 的权重`, `the weight of ${missing.join(", ")} is missing`);
  }
  const sum = Object.values(scheme.weights).reduce((all, each) => all + each, 0);
  if (!(Math.abs(sum - 100) <= roundingOfSum)) {
    const shown = Number(sum.toFixed(3));
    throw fault(where, `各指标权重之和是 ${shown}，应为 100`, `the weights sum to ${shown} instead of 100`);
  }
  for (const [zh, en, bands] of [
    ["可能性分档", "bands of likelihood", scheme.likelihood_bands],
    ["等级分档", "bands of the level", scheme.level_bands],
  ] as const) {
    if (bands.some((each, at) => at > 0 && each <= (bands[at - 1] ?? 0))) {
      throw fault(
        where,
        `${zh}应逐档增大，现为 ${bands.join("、")}`,
        `the ${en} must ascend; they are ${bands.join(", ")}`,
      );
    }
  }
  const profile = profileOf(scheme, where);
  if (typeof scheme.profile !== "string") checkOwn(profile, where);
  checkRows(profile, where);
  const found = profileFault(profile, profiles.find(({ name }) => name === profile.from) ?? null);
  if (found !== null) throw new AppError("usage", { zh: `${where.zh}：${found.zh}`, en: `${where.en}: ${found.en}` });
}

/** The profile that the scheme names or holds. Throws `usage` for a name that the program does not know. */
export function profileOf({ profile }: Scheme, where: Text = { zh: "方案", en: "The scheme" }): PressureProfile {
  if (typeof profile !== "string") return profile;
  const found = profiles.find(({ name }) => name === profile);
  if (found !== undefined) return found;
  const known = profiles.map(({ name }) => name);
  throw fault(
    where,
    `没有名为“${profile}”的压力级制范围表；可用：${known.join("、")}`,
    `there is no profile "${profile}"; known: ${known.join(", ")}`,
  );
}

/**
 * The profile that a run judges by: the program's that its parameter `profile` names, else (`own`, or no such parameter) that of
 * its scheme, which `load` reads. Throws what `load` and `profileOf` throw.
 */
export async function profileOfRun(
  { profile, scheme }: Run["parameters"],
  load: (reference: string) => Promise<Scheme>,
): Promise<PressureProfile> {
  return profiles.find(({ name }) => name === profile) ?? profileOf(await load(String(scheme)));
}

/** An office's own profile does not pass for one of the program's, and the one that it says it is a copy of is there. */
function checkOwn({ name, from }: PressureProfile, where: Text): void {
  const known = profiles.map((each) => each.name);
  if (known.includes(name))
    throw fault(
      where,
      `自定的范围表不能叫“${name}”，那是程序自带的一套`,
      `an own profile cannot be called "${name}", which is one of the program's`,
    );
  if (from !== undefined && !known.includes(from))
    throw fault(
      where,
      `自定的范围表源自“${from}”，程序没有这一套；可用：${known.join("、")}`,
      `its profile is a copy of "${from}", which the program does not have; profiles: ${known.join(", ")}`,
    );
}

/** One row of ranges for each class, one clearance for each class and wall thickness. */
function checkRows(profile: PressureProfile, where: Text): void {
  for (const pressure of pressureClasses) {
    const found = profile.ranges.filter((each) => each.pressure === pressure);
    if (found.length === 1) continue;
    throw fault(
      where,
      `范围表“${profile.title.zh}”中${pressureTitles[pressure].zh}（${pressure}）的范围应有且只有一行`,
      `the profile "${profile.title.en}" needs exactly one row for ${pressure}`,
    );
  }
  const keys = limitsOf(profile).map(({ key }) => key);
  const twice = keys.find((key, at) => keys.indexOf(key) !== at);
  if (twice !== undefined)
    throw fault(
      where,
      `范围表“${profile.title.zh}”中 ${twice} 有两行，只能有一行`,
      `the profile "${profile.title.en}" has two rows for ${twice}; one is allowed`,
    );
}

/**
 * A scheme from a JSON file. Throws `input-missing`, `input-format` (no JSON, a part that is missing or of the wrong kind, a
 * newer format) and what `checkScheme` finds.
 */
export async function readSchemeFile(path: string): Promise<Scheme> {
  const text = await readFile(path, "utf8").catch((error: unknown) => {
    throw new AppError(
      "input-missing",
      {
        zh: `无法读取方案文件 ${path}：请检查它是否存在。`,
        en: `The scheme file ${path} cannot be read: check that it exists.`,
      },
      String(error),
    );
  });
  return parseScheme(text, path);
}

/** See `readSchemeFile`; `path` is named in messages only. */
export function parseScheme(text: string, path: string): Scheme {
  const where: Text = { zh: `方案文件 ${path}`, en: `The scheme file ${path}` };
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (error) {
    throw fault(where, "不是 JSON", "it is not JSON", "input-format", String(error));
  }
  const format = typeof content === "object" && content !== null && "format" in content ? content.format : undefined;
  if (typeof format === "number" && format > schemeFormat) {
    throw fault(
      where,
      `由更新版本的房安图写出（格式 ${format}），请升级程序后再读入`,
      `it was written by a newer version (format ${format}); read it with that version`,
      "input-format",
    );
  }
  const parsed = schemeShape.safeParse(content);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const place = issue?.path.join(".") || "(root)";
    throw fault(
      where,
      `其中的 ${place} 缺少或写法不对`,
      `its part ${place} is missing or malformed`,
      "input-format",
      parsed.error.message,
    );
  }
  checkScheme(parsed.data, where);
  return parsed.data;
}

function fault(
  where: Text,
  zh: string,
  en: string,
  code: "usage" | "input-format" = "usage",
  detail?: string,
): AppError {
  return new AppError(code, { zh: `${where.zh}：${zh}。`, en: `${where.en}: ${en}.` }, detail);
}
