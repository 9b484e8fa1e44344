/** A simple shape as the inside of its WKT. */
interface Shape {
  readonly type: "POINT" | "LINESTRING" | "POLYGON";
  readonly body: string;
}

/** Names under which Google's extensions and 3-D models hold a place that is no shape of ours. */
export const foreignShapes = new Set(["gx:Track", "gx:MultiTrack", "Model"]);
const shapes = new Set(["Point", "LineString", "LinearRing", "Polygon"]);

/** The shapes of one placemark, gathered element by element. Altitudes are left out. */
export class PlacemarkShapes {
  private readonly found: Shape[] = [];
  private readonly within: string[] = [];
  private rings: string[] | null = null;
  /** Whether some shape could not be understood: a number that is none, too few points. */
  isBroken = false;

  /** True where the element is part of a shape. */
  open(name: string): boolean {
    if (!shapes.has(name)) return false;
    this.within.push(name);
    if (name === "Polygon") this.rings = [];
    return true;
  }

  close(name: string): void {
    if (!shapes.has(name)) return;
    this.within.pop();
    if (name !== "Polygon") return;
    const [outer, ...inner] = this.rings ?? [];
    if (outer === undefined || outer === "" || inner.includes("")) this.isBroken = true;
    else this.found.push({ type: "POLYGON", body: `(${[outer, ...inner].join(", ")})` });
    this.rings = null;
  }

  /** The text of a `coordinates` element: tuples `lon,lat[,alt]` apart by white space (KML 2.3, 10.10). */
  coordinates(text: string): void {
    const points = readTuples(text);
    const shape = this.within.at(-1);
    if (this.rings !== null) this.rings.push(ringOf(points));
    else if (points === null) this.isBroken = true;
    else if (shape === "Point" && points.length === 1) this.found.push({ type: "POINT", body: `(${points[0]})` });
    else if (shape !== "Point" && points.length > 1)
      this.found.push({ type: "LINESTRING", body: `(${points.join(", ")})` });
    else this.isBroken = true;
  }

  /** WKT of all; null where there is nothing, or where a part is broken. */
  wkt(): string | null {
    const [first] = this.found;
    if (first === undefined || this.isBroken) return null;
    if (this.found.length === 1) return `${first.type} ${first.body}`;
    if (this.found.every(({ type }) => type === first.type))
      return `MULTI${first.type} (${this.found.map(({ body }) => body).join(", ")})`;
    return `GEOMETRYCOLLECTION (${this.found.map(({ type, body }) => `${type} ${body}`).join(", ")})`;
  }
}

/** `x y` of each tuple; null where one is not two finite numbers. Spaces after commas, as some writers have them, pass. */
function readTuples(text: string): string[] | null {
  const tidy = /,\s|\s,/u.test(text) ? text.replace(/\s*,\s*/gu, ",") : text;
  const points: string[] = [];
  for (const tuple of tidy.split(/\s+/u)) {
    if (tuple === "") continue;
    const [x = "", y = ""] = tuple.split(",");
    const [east, north] = [Number(x), Number(y)];
    if (x === "" || y === "" || !Number.isFinite(east) || !Number.isFinite(north)) return null;
    points.push(`${east} ${north}`);
  }
  return points;
}

/** A ring closed where its writer left it open; empty where it has no area to close. */
function ringOf(points: readonly string[] | null): string {
  if (points === null) return "";
  const closed = points.length > 0 && points[0] !== points.at(-1) ? [...points, points[0]] : points;
  return closed.length < 4 ? "" : `(${closed.join(", ")})`;
}
