/** Metres east and north in EPSG:4547. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

/** A turned corner of the plane: `u` runs along its streets, `v` to the left of them. */
export interface Frame extends Place {
  readonly cos: number;
  readonly sin: number;
}

/**
 * The frame at a place, turned by the angle whose half has the tangent `t`. Rational, because the sine and cosine of
 * different machines may differ in the last bit, and the files must not.
 */
export function frameAt(place: Place, t: number): Frame {
  return { x: place.x, y: place.y, cos: (1 - t * t) / (1 + t * t), sin: (2 * t) / (1 + t * t) };
}

/** A place in the frame, to the millimetre. */
export function placeIn(frame: Frame, u: number, v: number): Place {
  return {
    x: toMillimetre(frame.x + u * frame.cos - v * frame.sin),
    y: toMillimetre(frame.y + u * frame.sin + v * frame.cos),
  };
}

/** The frame moved along its own axes. */
export function moved(frame: Frame, u: number, v: number): Frame {
  return { ...frame, ...placeIn(frame, u, v) };
}

/** The frame turned further by the angle whose half has the tangent `t`. */
export function turned(frame: Frame, t: number): Frame {
  const by = frameAt(frame, t);
  return {
    x: frame.x,
    y: frame.y,
    cos: frame.cos * by.cos - frame.sin * by.sin,
    sin: frame.sin * by.cos + frame.cos * by.sin,
  };
}

/** A shape drawn in the frame, as a flat ring x0, y0, x1, y1 … */
export function ringIn(frame: Frame, flat: readonly number[]): number[] {
  const ring: number[] = [];
  for (let at = 0; at < flat.length; at += 2) {
    const { x, y } = placeIn(frame, flat[at] ?? 0, flat[at + 1] ?? 0);
    ring.push(x, y);
  }
  return ring;
}

export function distance(one: Place, other: Place): number {
  return Math.sqrt((one.x - other.x) ** 2 + (one.y - other.y) ** 2);
}

/** `count` directions around the full circle as unit steps, evenly enough, by rational arithmetic. */
export function around(count: number): Place[] {
  const quarter = Math.max(1, Math.ceil(count / 4));
  const steps: Place[] = [];
  for (let turn = 0; turn < 4; turn++) {
    for (let step = 0; step < quarter; step++) {
      const t = step / quarter;
      const [x, y] = [(1 - t * t) / (1 + t * t), (2 * t) / (1 + t * t)];
      steps.push(
        [
          { x, y },
          { x: -y, y: x },
          { x: -x, y: -y },
          { x: y, y: -x },
        ][turn] ?? { x, y },
      );
    }
  }
  return steps;
}

function toMillimetre(metres: number): number {
  return Math.round(metres * 1000) / 1000;
}
