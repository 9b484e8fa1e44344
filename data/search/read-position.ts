/** Positions that a text may mean, the likelier reading of two bare numbers first. */
export type TypedPosition =
  | { readonly typed: "degrees"; readonly readings: readonly (readonly [longitude: number, latitude: number])[] }
  | { readonly typed: "metres"; readonly readings: readonly (readonly [east: number, north: number])[] };

/** A number of degrees with minutes and seconds, and letters or words for the hemisphere before or after. */
const angle =
  /(?<before>[NSEW]|东经|西经|北纬|南纬)?\s*[:=]?\s*(?<degrees>[+-]?\d+(?:\.\d+)?)\s*(?:°|度|D)?\s*(?:(?<minutes>\d+(?:\.\d+)?)\s*(?:'|′|’|分)\s*)?(?:(?<seconds>\d+(?:\.\d+)?)\s*(?:"|″|”|''|′′|秒)\s*)?(?<after>[NSEW])?/uy;

interface Angle {
  readonly value: number;
  readonly axis: "longitude" | "latitude" | null;
  /** Written with a degree sign, minutes or a hemisphere: not metres. */
  readonly isAngle: boolean;
}

/**
 * A position as people type it: `115.98241, 28.68312`, `28°40'59"N 115°58'57"E`, `东经115度58分57秒，北纬28度40分59秒`, or easting
 * and northing in metres, `470123.4 3050123.2`. Two bare numbers are read in both orders where both are possible. Null: none.
 */
export function readPosition(text: string): TypedPosition | null {
  const angles = readAngles(text.normalize("NFKC").toUpperCase());
  const [first, second] = angles ?? [];
  if (first === undefined || second === undefined || angles?.length !== 2) return null;
  const isAngle = first.isAngle || second.isAngle;
  if (!isAngle && Math.max(Math.abs(first.value), Math.abs(second.value)) > 1000) {
    const [one, two] = [first.value, second.value];
    return {
      typed: "metres",
      readings: [
        [one, two],
        [two, one],
      ],
    };
  }
  const readings = orders(first, second).filter(
    ([longitude, latitude]) => Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90,
  );
  return readings.length === 0 ? null : { typed: "degrees", readings };
}

function orders(first: Angle, second: Angle): (readonly [number, number])[] {
  const isFirstEast = first.axis === "longitude" || second.axis === "latitude";
  const isFirstNorth = first.axis === "latitude" || second.axis === "longitude";
  if (isFirstEast && isFirstNorth) return [];
  const eastFirst = [first.value, second.value] as const;
  const northFirst = [second.value, first.value] as const;
  if (isFirstEast) return [eastFirst];
  return isFirstNorth ? [northFirst] : [eastFirst, northFirst];
}

/** The numbers of a text that holds nothing else; null where it holds other words. */
function readAngles(text: string): Angle[] | null {
  const found: Angle[] = [];
  let at = 0;
  while (at < text.length) {
    const gap = /[\s,;、/()]*/uy;
    gap.lastIndex = at;
    at += gap.exec(text)?.[0].length ?? 0;
    if (at === text.length) break;
    angle.lastIndex = at;
    const match = angle.exec(text);
    if (match === null) return null;
    const read = angleOf(match.groups ?? {});
    if (read === null) return null;
    found.push(read);
    at += match[0].length;
  }
  return found;
}

function angleOf({ before, degrees, minutes, seconds, after }: Record<string, string | undefined>): Angle | null {
  const sides = [before, after].filter((side) => side !== undefined).map((side) => side.slice(0, 1));
  if (sides.length > 1) return null;
  const [side] = sides;
  const [minute, second] = [Number(minutes ?? 0), Number(seconds ?? 0)];
  if (minute >= 60 || second >= 60) return null;
  const whole = Number(degrees);
  const size = Math.abs(whole) + minute / 60 + second / 3600;
  const isNegative = degrees?.startsWith("-") === true || (side !== undefined && /[SW西南]/u.test(side));
  const axis = side === undefined ? null : /[EW东西]/u.test(side) ? "longitude" : "latitude";
  return {
    value: isNegative ? -size : size,
    axis,
    isAngle: axis !== null || minutes !== undefined || seconds !== undefined,
  };
}
