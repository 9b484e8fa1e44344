import { AppError } from "../../contract/errors.js";
import { limitFaults, nameFault, profileFault } from "../../contract/profile-faults.js";
import type { PressureProfile, Scheme } from "../../contract/scheme.js";
import { current } from "./store.js";

/** The office's own profile of a scheme; null where it names one of the program's. */
export function ownProfileIn({ profile }: Scheme): PressureProfile | null {
  return typeof profile === "string" ? null : profile;
}

/** A profile of the program by name. */
export function programProfile(profiles: readonly PressureProfile[], name: string | undefined): PressureProfile | null {
  return profiles.find((each) => each.name === name) ?? null;
}

/** How many values, and the name, of a draft's own profile cannot be judged by as they are. */
export function unfinishedLimits(draft: Scheme): number {
  const own = ownProfileIn(draft);
  if (own === null) return 0;
  const base = programProfile(current().catalog?.profiles ?? [], own.from);
  return limitFaults(own, base).size + (nameFault(own) === null ? 0 : 1);
}

/** Throws `usage` with what is wrong first in a draft's own profile. */
export function refuseUnfinished(draft: Scheme): void {
  const own = ownProfileIn(draft);
  const fault = own === null ? null : profileFault(own, programProfile(current().catalog?.profiles ?? [], own.from));
  if (fault !== null) throw new AppError("usage", fault);
}
