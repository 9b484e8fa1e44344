import type { Thing } from "./city.js";
import { shapeDistance } from "./plane.js";

export interface Near {
  readonly fid: number;
  readonly metres: number;
  readonly reach: number;
  readonly target: Thing;
}

export interface Rules {
  /** Metres, or each class' control range (GB 55009-2021) with `unknown` for a pipe without a class. */
  readonly pipeDistance: number | { readonly unknown: number };
  readonly siteFactor: number;
  readonly siteDepth: number;
  readonly siteRadius: number;
  readonly states: readonly string[];
}

/** What lies exactly on the limit counts; a millionth of a metre is below what coordinates can tell. */
export const hair = 1e-6;

const ranges: Readonly<Record<string, number>> = {
  low: 5,
  medium_b: 5,
  medium_a: 5,
  sub_high_b: 15,
  sub_high_a: 15,
  high_b: 50,
  high_a: 50,
  ultra_high: 50,
};

/** Distances from a house to the outer walls of all pipes in use, and to the edges of all active pits; nearest first. */
export function bruteNear(house: Thing, pipes: readonly Thing[], sites: readonly Thing[], rules: Rules) {
  const toPipes = pipes
    .filter(({ facts }) => facts.status === null || facts.status === "in_use")
    .map((target): Near => {
      const wall = Number(facts(target, "outer_diameter_mm")) / 2000;
      const range = ranges[String(target.facts.pressure)];
      const reach = typeof rules.pipeDistance === "number" ? rules.pipeDistance : (range ?? rules.pipeDistance.unknown);
      return { fid: target.fid, metres: Math.max(0, shapeDistance(house.shape, target.shape) - wall), reach, target };
    });
  const toSites = sites
    .filter(({ facts: { state } }) => typeof state === "string" && rules.states.includes(state))
    .map((target): Near => {
      const area = Number(facts(target, "pit_area_m2"));
      const radius = Number(facts(target, "radius_m"));
      const circle = area > 0 ? Math.sqrt(area / Math.PI) : radius > 0 ? radius : rules.siteRadius;
      const edge = target.shape.type === "polygon" ? 0 : circle;
      const depth = Number(facts(target, "depth_m"));
      const metres = Math.max(0, shapeDistance(house.shape, target.shape) - edge);
      return { fid: target.fid, metres, reach: rules.siteFactor * (depth > 0 ? depth : rules.siteDepth), target };
    });
  return { pipes: sorted(toPipes), sites: sorted(toSites) };
}

export function reaching(near: readonly Near[]): Near[] {
  return near.filter(({ metres, reach }) => metres <= reach + hair);
}

function sorted(near: readonly Near[]): Near[] {
  return [...near].sort((one, other) =>
    Math.abs(one.metres - other.metres) < hair ? one.fid - other.fid : one.metres - other.metres,
  );
}

function facts(thing: Thing, name: string) {
  return thing.facts[name] ?? 0;
}
