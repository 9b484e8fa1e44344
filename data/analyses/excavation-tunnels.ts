import type { Text } from "../../contract/text.js";
import { distanceSql } from "../distance.js";
import { damageClassSql } from "../risk/damage.js";
import { peckTrough, type Tunnel } from "../risk/settlement.js";
import type { AnalysisContext, InputLayer, ResultTable } from "./analysis.js";
import { damagePaint, tunnelColumns } from "./excavation-columns.js";
import { standingHouses } from "./standing-houses.js";

/**
 * Settlement of each building across the tunnels that reach it, by Peck's trough: the nearest axis counts. The slope is the
 * steepest of the trough outwards from the building: 0.606 · Smax / i up to i, S(x) · x / i² beyond.
 */
export async function judgeBuildingsByTunnels(
  context: AnalysisContext,
  buildings: InputLayer,
  tunnels: InputLayer,
  tunnel: Tunnel,
): Promise<{ result: ResultTable; facts: Record<string, number>; message: Text }> {
  const { session } = context;
  const { i_m, largest_mm, half_width_m } = peckTrough(tunnel);
  const number = (value: number) => `CAST(${value} AS DOUBLE)`;
  const table = context.newTable();
  await session.run(
    `CREATE TABLE ${table} AS
     WITH pairs AS (
       SELECT building.fid, tunnel.fid AS tunnel_fid, ${distanceSql("building.geom", "tunnel.geom")} AS axis_distance_m
       FROM ${standingHouses(buildings)} building JOIN ${tunnels.relation} tunnel ON ST_DWithin(building.geom, tunnel.geom, ${number(half_width_m + 0.001)})
     ), nearest AS (
       SELECT fid, min({axis_distance_m: axis_distance_m, tunnel_fid: tunnel_fid}) AS near FROM pairs
       WHERE axis_distance_m <= ${number(half_width_m)} GROUP BY fid
     ), settled AS (
       SELECT fid, near.axis_distance_m AS x, near.tunnel_fid AS tunnel_fid,
              ${number(largest_mm)} * exp(-(near.axis_distance_m ** 2) / (2 * ${number(i_m)} ** 2)) AS s
       FROM nearest
     ), judged AS (
       SELECT fid, x AS axis_distance_m, tunnel_fid, round(s, 3) AS settlement_mm,
              round(CASE WHEN x <= ${number(i_m)} THEN ${number(largest_mm * Math.exp(-0.5))} / ${number(i_m)} ELSE s * x / ${number(i_m)} ** 2 END / 1000, 6) AS slope
       FROM settled
     )
     SELECT building.fid, axis_distance_m, tunnel_fid, settlement_mm, slope, ${damageClassSql("settlement_mm", "slope")} AS damage
     FROM (SELECT fid FROM ${buildings.relation}) building LEFT JOIN judged ON judged.fid = building.fid
     ORDER BY building.fid`,
  );
  const { reached } = await session.row<{ reached: bigint }>(`SELECT count(tunnel_fid) AS reached FROM ${table}`);
  return {
    facts: { buildings_over_tunnels: Number(reached) },
    message: {
      zh: `暗挖（Peck）：外径 ${tunnel.diameter_m} 米、轴线埋深 ${tunnel.axis_depth_m} 米、K = ${tunnel.trough}、地层损失 ${tunnel.ground_loss_pct}%，沉降槽宽度系数 i = ${i_m.toFixed(2)} 米，最大沉降 ${largest_mm.toFixed(2)} 毫米；轴线两侧 3i = ${half_width_m.toFixed(1)} 米内房屋 ${reached} 栋。`,
      en: `Tunnels (Peck): diameter ${tunnel.diameter_m} m, axis ${tunnel.axis_depth_m} m deep, K = ${tunnel.trough}, ground loss ${tunnel.ground_loss_pct} %: i = ${i_m.toFixed(2)} m, largest settlement ${largest_mm.toFixed(2)} mm; ${reached} buildings within 3 i = ${half_width_m.toFixed(1)} m of an axis.`,
    },
    result: {
      name: "tunnel_buildings",
      title: { zh: "暗挖影响（逐栋）", en: "Tunnels by building" },
      table,
      parent: buildings.layer.id,
      geometry: buildings.layer.geometry,
      columns: tunnelColumns,
      paint: damagePaint,
    },
  };
}
