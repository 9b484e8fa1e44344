import { moved, ringIn } from "./frame.js";
import { boxIn } from "./houses.js";
import { countyCode, estateName, streetName } from "./names.js";
import { random } from "./random.js";
import type { DbfColumn } from "./shapefile-writer.js";
import type { Town } from "./town.js";

export const siteColumns: readonly DbfColumn[] = [
  { name: "XMBM", type: "C", length: 16 },
  { name: "XMMC", type: "C", length: 40 },
  { name: "SGZT", type: "C", length: 10 },
  { name: "KWSD", type: "N", length: 6, decimals: 1 },
  { name: "JKMJ", type: "N", length: 10, decimals: 1 },
  { name: "KWKSRQ", type: "D", length: 8 },
  { name: "HTRQ", type: "D", length: 8 },
  { name: "SGDW", type: "C", length: 24 },
];

export interface SiteRow {
  readonly ring: readonly number[];
  readonly values: readonly (string | number | null)[];
}

const builders = ["岚峰建工集团", "泉山建设有限公司", "霞田市政工程公司", "樟源基础工程公司"] as const;

/** One row a construction site: the outline of its pit, those of the planted hot spots last. */
export function laySites(town: Town): SiteRow[] {
  const code = (index: number) => `${countyCode}SG${String(index + 1).padStart(5, "0")}`;
  const ordinary = town.siteBlocks.map((block, index): SiteRow => {
    const dice = random(block.key, 91);
    const [width, depth] = [
      Math.min(block.width - 12, dice.between(28, 90)),
      Math.min(block.depth - 10, dice.between(22, 64)),
    ];
    const [u, v] = [dice.between(5, block.width - width - 5), dice.between(4, block.depth - depth - 4)];
    const bent = width > 40 && dice.chance(0.35);
    const flat = [0, 0, 0, depth, width * 0.6, depth, width * 0.6, depth * 0.55, width, depth * 0.55, width, 0];
    const ring = bent ? ringIn(moved(block.frame, u, v), flat) : boxIn(block.frame, u, v, width, depth);
    const area = bent ? width * depth * 0.82 : width * depth;
    const deep = dice.chance(0.12) ? null : dice.between(2, dice.chance(0.3) ? 16 : 9);
    const state = dice.pick(["开挖中", "开挖中", "施工中", "施工中", "在建", "未开工", "停工", "已回填", "已完工"]);
    const begun = state !== "未开工";
    const done = state === "已回填" || state === "已完工";
    return {
      ring,
      values: [
        code(index),
        projectName(block.key, dice.whole(0, 3)),
        dice.chance(0.02) ? null : state,
        deep,
        dice.chance(0.1) ? null : area,
        begun ? date(dice.whole(2023, 2025), dice.whole(1, 12)) : null,
        done ? date(2026, dice.whole(1, 3)) : null,
        dice.pick(builders),
      ],
    };
  });
  const planted = town.planted.flatMap((each): SiteRow[] => {
    if (each.pit === null) return [];
    const { ring, depth, area } = each.pit;
    const name = projectName(each.key, 0);
    const index = ordinary.length + town.planted.indexOf(each);
    return [{ ring, values: [code(index), name, "开挖中", depth, area, date(2025, 9), null, builders[0]] }];
  });
  return [...ordinary, ...planted];
}

function projectName(key: number, sort: number): string {
  const estate = `${estateName(key)}二期地下室`;
  return (
    [estate, `${streetName(key)}雨污分流改造`, `${streetName(key)}综合管廊`, `${estateName(key)}棚改安置房`][sort] ??
    estate
  );
}

function date(year: number, month: number): string {
  return `${year}${String(month).padStart(2, "0")}15`;
}
