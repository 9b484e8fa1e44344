import { limitsOf, type ProfileLimit, pressureTitles } from "./profile-limits.js";
import { farthestLimit, type PressureProfile } from "./scheme.js";
import type { Text } from "./text.js";

/**
 * What is wrong with values of a profile, one sentence each, by `ProfileLimit.key`: no number, out of bounds, without a source,
 * a control range inside the protection range, and a value that is not that of `base`, the profile of the program that it was
 * copied from, under the clause of `base`: no clause says two numbers.
 */
export function limitFaults(profile: PressureProfile, base: PressureProfile | null): ReadonlyMap<string, Text> {
  const limits = limitsOf(profile);
  const original = new Map((base === null ? [] : limitsOf(base)).map((limit) => [limit.key, limit]));
  const protection = new Map(
    limits.filter(({ key }) => key.endsWith("/protection")).map(({ pressure, metres }) => [pressure, metres]),
  );
  return new Map(
    limits.flatMap((limit) => {
      const inner = limit.key.endsWith("/control") ? protection.get(limit.pressure) : undefined;
      const said =
        numberFault(limit) ?? (inner === undefined ? null : orderFault(limit, inner)) ?? sourceFault(limit, original);
      return said === null ? [] : [[limit.key, about(limit, said)] as const];
    }),
  );
}

/** The first thing that is wrong with a profile; null: it can be judged by. */
export function profileFault(profile: PressureProfile, base: PressureProfile | null): Text | null {
  return nameFault(profile) ?? limitFaults(profile, base).values().next().value ?? null;
}

/** That a profile lacks a name in one of the languages. */
export function nameFault({ title }: PressureProfile): Text | null {
  if (title.zh.trim() !== "" && title.en.trim() !== "") return null;
  return {
    zh: "燃气范围表还没有名称：请填写中文和英文名称。",
    en: "The gas profile has no name: give it one in Chinese and one in English.",
  };
}

function about({ pressure, title }: ProfileLimit, said: Text): Text {
  const name = pressureTitles[pressure];
  return { zh: `${name.zh}${title.zh}：${said.zh}。`, en: `${title.en}, ${name.en}: ${said.en}.` };
}

function numberFault({ metres }: ProfileLimit): Text | null {
  if (!Number.isFinite(metres))
    return {
      zh: `不是数，请填 0 至 ${farthestLimit} 之间的米数`,
      en: `not a number; give metres from 0 to ${farthestLimit}`,
    };
  if (metres >= 0 && metres <= farthestLimit) return null;
  return {
    zh: `${metres} 米超出 0 至 ${farthestLimit} 米`,
    en: `${metres} m is not between 0 and ${farthestLimit} m`,
  };
}

function orderFault({ metres }: ProfileLimit, protection: number): Text | null {
  if (!(metres < protection)) return null;
  return {
    zh: `${metres} 米，小于保护范围 ${protection} 米`,
    en: `${metres} m is less than the protection range of ${protection} m`,
  };
}

function sourceFault({ key, metres, source }: ProfileLimit, original: ReadonlyMap<string, ProfileLimit>): Text | null {
  if (source.trim() === "")
    return {
      zh: `${metres} 米没有依据，请写明出自哪份文件的哪一条，或由谁决定`,
      en: `${metres} m has no source; say which clause of what it stands on, or who decided it`,
    };
  const before = original.get(key);
  if (before === undefined || before.metres === metres || before.source.trim() !== source.trim()) return null;
  return {
    zh: `${before.source} 规定的是 ${before.metres} 米，不是 ${metres} 米，请写明新的依据`,
    en: `${before.source} says ${before.metres} m, not ${metres} m; give the source of the new value`,
  };
}
