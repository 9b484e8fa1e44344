import { AppError } from "../../contract/errors.js";
import type { DistrictRate } from "../../contract/review-calls.js";
import type { Session } from "../database.js";
import type { LayerSource } from "../layers/layer-source.js";
import { quoteText } from "../sql.js";
import { daysAt, isOverdue } from "./cases.js";
import type { LedgerCase, LedgerState } from "./ledger-state.js";

/** Which area of a layer holds each building's place: number of the building → `fid`; outside all, or without a place: absent. */
export async function districtsOf(
  session: Session,
  source: LayerSource,
  state: LedgerState,
  buildings: readonly number[],
): Promise<Map<number, number>> {
  if (source.layer.geometry !== "polygon") throw noAreas(source);
  const places = [...new Set(buildings)].flatMap((id) => {
    const place = state.buildings.get(id)?.subject.place;
    return place == null ? [] : [{ id, lon: place[0], lat: place[1] }];
  });
  const found = await session.rows<{ id: bigint; fid: bigint }>(
    `WITH places AS (
       SELECT id, ST_Transform(ST_Point(lon, lat), 'EPSG:4326', ${quoteText(source.crs)}, always_xy := true) AS point
       FROM (SELECT unnest(from_json($places, '[{"id":"BIGINT","lon":"DOUBLE","lat":"DOUBLE"}]'), recursive := true))
     )
     SELECT id, min(fid) AS fid FROM places JOIN ${source.relation} area ON ST_Contains(area.geom, places.point)
     GROUP BY id ORDER BY id`,
    { places: JSON.stringify(places) },
  );
  return new Map(found.map(({ id, fid }) => [Number(id), Number(fid)]));
}

/** The cases by district, the districts in the order of the layer, what lies outside at the end. */
export async function rateDistricts(
  session: Session,
  source: LayerSource,
  state: LedgerState,
  now: Date = new Date(),
): Promise<DistrictRate[]> {
  const cases = [...state.cases.values()];
  const within = await districtsOf(
    session,
    source,
    state,
    cases.map(({ building }) => building),
  );
  const groups = new Map<number | null, LedgerCase[]>();
  for (const each of cases) {
    const fid = within.get(each.building) ?? null;
    groups.set(fid, [...(groups.get(fid) ?? []), each]);
  }
  const known = new Set(source.layer.columns.map(({ name }) => name));
  const text = (name: string) => (known.has(name) ? `CAST(${name} AS VARCHAR)` : "CAST(NULL AS VARCHAR)");
  const areas = await session.rows<{ fid: bigint; code: string | null; name: string | null }>(
    `SELECT fid, ${text("code")} AS code, ${text("name")} AS name FROM ${source.relation} ORDER BY fid`,
  );
  const at = daysAt(now);
  const rate = (fid: number | null, code: string | null, name: string | null): DistrictRate => {
    const own = groups.get(fid) ?? [];
    const closed = own.filter(({ state: stands }) => stands === "closed").length;
    const handed = own.filter((each) => each.handed).length;
    return {
      fid,
      code,
      name,
      cases: own.length,
      handed,
      closed,
      overdue: own.filter((each) => isOverdue(each, at)).length,
      rate: handed === 0 ? null : closed / handed,
      ids: own.map(({ id }) => id),
    };
  };
  return [
    ...areas.map(({ fid, code, name }) => rate(Number(fid), code, name)),
    ...(groups.has(null) ? [rate(null, null, null)] : []),
  ];
}

function noAreas({ layer }: LayerSource): AppError {
  return new AppError("usage", {
    zh: `图层“${layer.title.zh}”不是面，不能按它划分案件。请选择分区边界。`,
    en: `The layer "${layer.title.en}" has no areas to divide cases by. Choose one of boundaries.`,
  });
}
