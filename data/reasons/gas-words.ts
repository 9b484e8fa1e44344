import { clearanceEnds } from "../../contract/profile-limits.js";
import type { PressureClass, PressureProfile } from "../../contract/scheme.js";
import type { Text } from "../../contract/text.js";
import { findingChoices } from "../analyses/gas-rules-columns.js";
import { pressureChoices } from "../kinds/pressure.js";
import { type Clearance, clearanceOf, type Range, rangeOf, strictest } from "../risk/profiles.js";
import { metresBeside } from "./metres.js";
import type { Neighbour } from "./reasoner.js";

/** What was found between a building, or works, and a pipe. */
export interface GasFinding {
  /** One of `findingChoices`, or null where only the distance is told. */
  readonly finding: string | null;
  readonly metres: number;
  readonly pipe: Neighbour;
  /** A pressure class; null: not known. */
  readonly pressure: PressureClass | null;
  /** Metres by which positions may be wrong; beside a limit by less, a finding is to be verified. */
  readonly tolerance?: unknown;
}

export function pressureOf(value: unknown): PressureClass | null {
  return pressureChoices.some((each) => each.value === value) ? (value as PressureClass) : null;
}

export function pressureTitle(pressure: PressureClass | null): Text {
  const title = pressureChoices.find(({ value }) => value === pressure)?.title;
  return title ?? { zh: "压力不明", en: "class unknown" };
}

/** `距次高压A管 G-012 外壁 0.8 米`. */
export function pipeDistance({ metres, pipe, pressure }: GasFinding, limit: number | null): Text {
  const title = pressureTitle(pressure);
  const shown = metresBeside(metres, limit);
  return {
    zh: `距管线 ${pipe.name}（${title.zh}）外壁 ${shown} 米`,
    en: `${shown} m from the outer wall of pipe ${pipe.name} (${title.en})`,
  };
}

/** The ranges and the clearance that hold for a pipe; of an unknown class the widest ranges of the profile. */
export function limitsFor(
  profile: PressureProfile,
  pressure: PressureClass | null,
  wall_mm: number | null,
): { readonly range: Range; readonly clearance: Clearance | null } {
  if (pressure === null) return { range: strictest(profile), clearance: null };
  return { range: rangeOf(profile, pressure), clearance: clearanceOf(profile, pressure, wall_mm) };
}

/** Which rule, which pipe, how many metres against how many, which clause. */
export function gasReason(found: GasFinding, profile: PressureProfile): Text {
  const { finding, metres, pipe, pressure } = found;
  const { range, clearance } = limitsFor(profile, pressure, pipe.wall_mm);
  const title = findingChoices.find(({ value }) => value === finding)?.title;
  const rules: Readonly<Record<string, readonly Limit[]>> = {
    crosses: [protection(range)],
    protected: [protection(range)],
    clearance: clearance === null ? [] : [asked(clearance)],
    to_verify: [protection(range), ...(clearance === null ? [] : [asked(clearance)])],
    control: [control(range)],
    control_to_verify: [control(range)],
  };
  const limits = (finding === null ? undefined : rules[finding]) ?? [];
  // To be verified: the limit that the distance is beside.
  const [limit] = [...limits].sort((one, other) => Math.abs(one.metres - metres) - Math.abs(other.metres - metres));
  const distance = pipeDistance(found, limit?.metres ?? null);
  const said: Text =
    limit === undefined
      ? distance
      : {
          zh: `${distance.zh} ${signOf(metres, limit.metres)} ${limit.title.zh} ${limit.metres} 米（${limit.source}）`,
          en: `${distance.en} ${signOf(metres, limit.metres)} ${limit.title.en} of ${limit.metres} m (${limit.source})`,
        };
  if (title === undefined) return said;
  const doubtful = found.tolerance !== undefined && pressure !== null && /to_verify$/u.test(finding ?? "");
  const why: Text = doubtful
    ? {
        zh: `，相差不超过点位误差 ${found.tolerance} 米`,
        en: `, within the positional tolerance of ${found.tolerance} m`,
      }
    : { zh: "", en: "" };
  return { zh: `${title.zh}：${said.zh}${why.zh}`, en: `${title.en}: ${said.en}${why.en}` };
}

interface Limit {
  readonly title: Text;
  readonly metres: number;
  readonly source: string;
}

function protection({ protection_m, source }: Range): Limit {
  return { title: { zh: "保护范围", en: "a protection range" }, metres: protection_m, source };
}

function control({ control_m, control_source }: Range): Limit {
  return { title: { zh: "控制范围", en: "a control range" }, metres: control_m, source: control_source };
}

function asked({ to, metres, source }: Clearance): Limit {
  const end = clearanceEnds[to];
  return { title: { zh: `至${end.zh}应有间距`, en: `a clearance to the ${end.en}` }, metres, source };
}

function signOf(metres: number, limit: number): string {
  if (metres === limit) return "=";
  return metres < limit ? "<" : ">";
}
