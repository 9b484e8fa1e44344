import type { DbfColumn } from "./write-shapefile.js";
import { pointsInMetres, prjTexts, type Shapes, writeShapefile } from "./write-shapefile.js";

/** A supplier's table: field names with the values of each, as texts. All have the same number of values. */
export type Table = Readonly<Record<string, readonly (string | null)[]>>;

/** Writes a table as a shapefile in GBK with a .cpg, over points or lines near 114° E; returns the .shp's path. */
export function writeTable(base: string, table: Table, geometry: "point" | "line" = "point"): string {
  const names = Object.keys(table);
  const rows = Object.values(table)[0]?.length ?? 0;
  const columns: DbfColumn[] = names.map((name) => ({ name, type: "C", length: 60 }));
  const cells = Array.from({ length: rows }, (_row, row) => names.map((name) => table[name]?.[row] ?? null));
  const shapes = geometry === "point" ? pointsInMetres(rows) : linesInMetres(rows);
  const dbf = { columns, rows: cells, encoding: "gbk" };
  return writeShapefile(base, { shapes, dbf, prj: prjTexts.metres114, cpg: "GBK" });
}

function linesInMetres(count: number): Shapes {
  const line = (row: number) => [
    [
      [485_000 + 20 * row, 3_056_000],
      [485_010 + 20 * row, 3_056_000],
    ] as const,
  ];
  return { type: "line", shapes: Array.from({ length: count }, (_each, row) => line(row)) };
}

/** Export keys of the census (灾普房屋调查): every key fits a .dbf. */
export const census: Table = {
  fwbh: ["36030210000100000001", "36030210000100000002", "36030210000100000003", "36030210000100000004"],
  province: ["36", "36", "36", "36"],
  city: ["3603", "3603", "3603", "3603"],
  district: ["360302", "360302", "360302", "360302"],
  town: ["360302001", "360302001", "360302001", "360302001"],
  village: ["360302001001", "360302001001", "360302001002", "360302001002"],
  fwlb: ["城镇住宅", "城镇非住宅", "农村住宅", "农村住宅"],
  xcdcqk: ["正常调查", "正常调查", "不需调查", "正常调查"],
  bxdcyy: [null, null, "房屋已拆除", null],
  address: ["澄岚路1号", "澄岚路2号", "澄岚路3号", "澄岚路4号"],
  jzmc: ["澄岚苑1栋", null, null, null],
  hzxm: ["甲某", "乙某", "丙某", "丁某"],
  sfz: ["000000000000000001", null, null, null],
  lxdh: ["00000000001", null, null, null],
  czrk: ["4", "0", null, "3"],
  cs: ["6", "3", "1", "2"],
  gd: ["18.0", "9.9", "3.1", "6.2"],
  dcmj: ["1200.5", "300", "80", "160"],
  build_time: ["1985", "80年代", "1992年", "不详"],
  jglx: ["砌体", "钢筋混凝土", "土木", "3"],
  sub_jglx: ["预制板", null, null, "现浇板"],
  fwsjfs: ["是", "是", "否", "否"],
  fwsgfs: ["是", "是", "否", "否"],
  sfkzjg: ["否", "是", "否", "否"],
  jgsj: [null, "2009", null, null],
  sfszcg: ["是", "否", "否", "否"],
  gzsj: ["2003", null, null, null],
  sfzxgkj: ["否", "否", "是", "否"],
  fwyt: ["住宅", "商业", "住宅", "住宅"],
  azhs: ["12", "0", "1", "1"],
  ywlfbxqx: ["无", "无", "有", "无"],
  sfjgaqjd: ["否", "是", "否", "否"],
  aqjdnf: [null, "2019", null, null],
  aqjdjl: [null, "B", null, null],
};

/** A city survey's app: pinyin initials, where JGSJ is the year of completion. */
export const citySurvey: Table = {
  JZMC: ["甲楼", "乙楼", "丙楼"],
  SSJD: ["澄岚街道", "澄岚街道", "澄岚街道"],
  SSSHEQU: ["东社区", "东社区", "西社区"],
  DSJZCS: ["6", "5", "4"],
  DXJZCS: ["1", "0", "0"],
  JGSJ: ["1988", "1996", "2004"],
  JZMJ: ["2000", "1800", "900"],
  YT: ["住宅", "办公", "商业"],
  JZJCXS: ["条形基础", "桩基础", "独立基础"],
  JGLX: ["砖混", "框架", "底框"],
  SFJGKZJG: ["否", "是", "否"],
  KZJGSJ: [null, "2010", null],
  ZTJGLF: ["无", "有", "无"],
};

/** A street's own ledger: its booleans are inverted (0 = yes), its grades coded. */
export const streetLedger: Table = {
  所属网格: ["一网格", "一网格", "二网格", "二网格"],
  楼幢: ["1幢", "2幢", "3幢", "4幢"],
  建造时间: ["1979年", "1985", "九十年代", "2001"],
  建筑层数: ["3", "2", "5", "4"],
  建筑面积: ["200", "150", "500", "400"],
  构筑类型: ["1", "3", "4", "5"],
  私自加层: ["0", "1", "1", "0"],
  地下室: ["1", "1", "0", "1"],
  三无: ["0", "1", "1", "1"],
  鉴定等级: ["1", "4", "5", "2"],
};

/** Survey software codes the pressure by SJYL 0–8. */
export const surveyPipes: Table = {
  GD_ID: ["G1", "G2", "G3", "G4"],
  SJYL: ["6", "7", "8", "3"],
  CZ: ["G", "PE", "ZT", "QM"],
  GWJ: ["219", "110", "160", "200"],
  GNJ: ["207", "90", "140", "180"],
  MSFS: ["ZM", "ZM", "JK", "GG"],
  QDMS: ["1.2", "1.0", "0.8", "1.5"],
  ZDMS: ["1.3", "1.1", "0.9", "1.4"],
  QDDH: ["P1", "P2", "P3", "P4"],
  ZDDH: ["P2", "P3", "P4", "P5"],
  建设年代: ["2003", "2010年", "1998", "90年代"],
};

/** A gas platform codes it by pressure_level 1–7: 6 and 7 mean something else. */
export const platformPipes: Table = {
  pipe_id: ["A1", "A2", "A3", "A4"],
  pressure_l: ["5", "6", "7", "3"],
  diameter: ["219", "110", "160", "200"],
  material: ["1", "2", "3", "4"],
  status: ["1", "1", "2", "3"],
  build_date: ["2003-05-01", "2010-06-01", "1998-01-01", "2001-01-01"],
};
