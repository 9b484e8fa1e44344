import { limitsOf, type ProfileLimit, withLimit } from "../../contract/profile-limits.js";
import type { PressureProfile } from "../../contract/scheme.js";
import { bothTexts } from "../text/say.js";

/** A profile of the office's own with all values and sources of one of the program's. */
export function ownCopy(base: PressureProfile): PressureProfile {
  return { ...base, name: "own", title: bothTexts("scheme.ownTitle"), from: base.name };
}

/** The own profile with all values and sources of the one that it came from. */
export function asItCame(own: PressureProfile, { ranges, clearances }: PressureProfile): PressureProfile {
  return { ...own, ranges, clearances };
}

/** Metres as they are typed; NaN for what is no plain number. */
export function readMetres(text: string): number {
  const plain = text.trim();
  return /^-?(\d+\.?\d*|\.\d+)$/u.test(plain) ? Number(plain) : Number.NaN;
}

/**
 * The profile after other metres were typed for a value. `before` are the value as it stood in the version that was opened or saved
 * last, and as the program has it: a number that is none of theirs loses their source, so that one has to be given; a number that is theirs
 * again has their source again.
 */
export function withMetres(
  profile: PressureProfile,
  key: string,
  metres: number,
  before: readonly ProfileLimit[],
): PressureProfile {
  const source = limitsOf(profile).find((limit) => limit.key === key)?.source ?? "";
  const same = before.find((limit) => limit.metres === metres);
  const isOthers = before.some((limit) => limit.metres !== metres && limit.source === source);
  if (same !== undefined && (source === "" || isOthers))
    return withLimit(profile, key, { metres, source: same.source });
  return withLimit(profile, key, isOthers ? { metres, source: "" } : { metres });
}
