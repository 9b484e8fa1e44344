import type { ShiftFinding, ShiftSystem } from "../../contract/api.js";
import { AppError } from "../../contract/errors.js";
import type { Layer } from "../../contract/project.js";
import type { Text } from "../../contract/text.js";
import type { Session } from "../database.js";
import { judgeShift, type Verdict } from "../geodesy/judge-shift.js";
import { fittingMeasures, measureFits } from "../geodesy/measure-shift.js";
import { type Probe, takeProbes } from "../geodesy/shift-probes.js";
import { webMapShift, webMapShifts } from "../geodesy/web-map-shifts.js";
import { kinds } from "../kinds/index.js";

/** A layer as the detector reads it: `relation` has `fid` and `geom` in the project's CRS. */
export interface Placed {
  readonly layer: Layer;
  readonly relation: string;
}

/** Fewer places than this say nothing. */
const fewestProbes = 20;
/** Features whose move is shown on the map. */
const shownMoves = 200;

/**
 * The layer that others are compared with: the first of a kind that says where things really are (`Kind.reference`), the
 * one with most features; never the layer itself. Null where the project has none.
 */
export function trustedLayer(layers: readonly Layer[], suspect: number): Layer | null {
  const candidates = kinds
    .filter((kind) => kind.reference === true)
    .flatMap((kind) =>
      layers
        .filter((layer) => layer.kind === kind.name && layer.id !== suspect && layer.geometry === "polygon")
        .toSorted((one, other) => other.count - one.count || one.id - other.id),
    );
  return candidates[0] ?? null;
}

/**
 * Whether a layer lies off a trusted one as a web map's shift would have it; docs/decisions/0006-shifted-coordinates.md
 * says how it is judged. `crs` is the project's. Throws `usage` for a trusted layer that is not of polygons.
 */
export async function detectShift(
  session: Session,
  suspect: Placed,
  trusted: Placed | null,
  crs: string,
): Promise<ShiftFinding> {
  if (trusted === null) return nothingFound(null, nothingToCompare(suspect.layer.title));
  const against = trusted.layer;
  if (against.geometry !== "polygon") throw notPolygons(against.title);
  const probes = await takeProbes(session, suspect.relation, trusted.relation, crs);
  if (probes.length < fewestProbes) return nothingFound(against.id, tooFew(probes.length, against.title));
  if (probes.every(({ degrees: [x, y], undone }) => undone.every(({ degrees: to }) => to[0] === x && to[1] === y)))
    return nothingFound(against.id, outsideChina);
  const measures = await fittingMeasures(session, suspect.layer.geometry, trusted.relation);
  const fits = await measureFits(session, probes, trusted.relation, measures);
  const verdicts = [...fits].map(([measure, fit]) => judgeShift(measure, fit, probes.length));
  const found = verdicts
    .filter(({ system }) => system !== null)
    .reduce<Verdict | null>((one, other) => (one !== null && gain(one) >= gain(other) ? one : other), null);
  if (found === null || found.system === null) return nothingFound(against.id, unshifted(verdicts, against.title));
  const at = webMapShifts.findIndex(({ name }) => name === found.system);
  const distance_m = median(
    probes.map(({ x, y, undone }) => Math.hypot((undone[at]?.x ?? x) - x, (undone[at]?.y ?? y) - y)),
  );
  return {
    system: found.system,
    evidence: shifted(found, found.system, against.title, distance_m),
    against: against.id,
    distance_m,
    moves: moves(probes, at),
  };
}

function gain({ shares, system }: Verdict): number {
  return system === null ? 0 : shares[system] - Math.max(shares.none, shares.others);
}

/** One place of each of the first features. */
function moves(probes: readonly Probe[], at: number): ShiftFinding["moves"] {
  const first = new Map<number, Probe>();
  for (const probe of probes) if (!first.has(probe.fid)) first.set(probe.fid, probe);
  return [...first.values()]
    .slice(0, shownMoves)
    .map(({ degrees, undone }) => ({ from: degrees, to: undone[at]?.degrees ?? degrees }));
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? 0;
}

function nothingFound(against: number | null, evidence: Text): ShiftFinding {
  return { system: null, evidence, against, distance_m: 0, moves: [] };
}

const percent = (share: number) => `${Math.round(100 * share)} %`;

function shifted({ measure, shares }: Verdict, system: ShiftSystem, trusted: Text, distance_m: number): Text {
  const { zh, en } = measure.words(trusted);
  const name = webMapShift(system).title;
  const metres = Math.round(distance_m);
  return {
    zh: `还原前 ${percent(shares.none)} ${zh}，按 ${name.zh}还原后 ${percent(shares[system])}（移动约 ${metres} 米）；向其他方向平移同样距离最多 ${percent(shares.others)}。`,
    en: `Before, ${percent(shares.none)} ${en}; ${percent(shares[system])} once ${name.en} is undone (by about ${metres} m); after displacements as large in other directions at most ${percent(shares.others)}.`,
  };
}

function unshifted(verdicts: readonly Verdict[], trusted: Text): Text {
  const contrast = ({ shares }: Verdict) => shares.none - shares.others;
  const [verdict] = verdicts.toSorted((one, other) => contrast(other) - contrast(one));
  if (verdict === undefined) return tooFew(0, trusted);
  const { shares, measure } = verdict;
  const { zh, en } = measure.words(trusted);
  return {
    zh: `没有发现网络地图的偏移：现在 ${percent(shares.none)} ${zh}，按 GCJ-02 还原后 ${percent(shares.gcj02)}，按 BD-09 还原后 ${percent(shares.bd09)}，都不明显优于向其他方向平移（最多 ${percent(shares.others)}）。`,
    en: `No web map's shift was found: now ${percent(shares.none)} ${en}; ${percent(shares.gcj02)} with GCJ-02 undone, ${percent(shares.bd09)} with BD-09 undone, neither clearly better than displacements in other directions (at most ${percent(shares.others)}).`,
  };
}

function notPolygons(title: Text): AppError {
  return new AppError("usage", {
    zh: `“${title.zh}”不是面图层，不能用来检查偏移。请选择房屋或分区边界。`,
    en: `"${title.en}" has no polygons to compare with. Choose buildings or boundaries.`,
  });
}

function nothingToCompare(title: Text): Text {
  return {
    zh: `项目中没有可信的房屋或分区边界图层，“${title.zh}”无从比较。请先导入房屋。`,
    en: `The project has no buildings or boundaries to compare "${title.en}" with. Import buildings first.`,
  };
}

function tooFew(probes: number, trusted: Text): Text {
  return {
    zh: `“${trusted.zh}”附近只有 ${probes} 个点，不足以判断是否偏移。`,
    en: `Only ${probes} points lie near "${trusted.en}": too few to tell a shift.`,
  };
}

const outsideChina: Text = {
  zh: "图层不在中国境内，GCJ-02 和 BD-09 在那里不起作用。",
  en: "The layer lies outside China, where GCJ-02 and BD-09 shift nothing.",
};
