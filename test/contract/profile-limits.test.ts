import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { accountLines, tablesOf } from "../../contract/account.js";
import { limitFaults, profileFault } from "../../contract/profile-faults.js";
import { limitsOf, profileTable, withLimit } from "../../contract/profile-limits.js";
import type { Project, Run } from "../../contract/project.js";
import { type PressureProfile, pressureProfile } from "../../contract/scheme.js";
import { gb55009, profiles, shanghai } from "../../data/risk/profiles.js";

const own: PressureProfile = { ...gb55009, name: "own", from: "gb55009", title: { zh: "本市", en: "ours" } };
const office = "某市办法第九条";

describe("the values of a gas profile", () => {
  it.each(profiles)("are each listed once with metres and source: $name", (profile) => {
    const limits = limitsOf(profile);
    expect(limits).toHaveLength(2 * profile.ranges.length + profile.clearances.length);
    expect(new Set(limits.map(({ key }) => key)).size).toBe(limits.length);
    for (const { metres, source } of limits) {
      expect(metres).toBeGreaterThan(0);
      expect(source).not.toBe("");
    }
  });

  it("change one by one: the others keep metres and source, also the two of a row that shared one source", () => {
    const keys = limitsOf(own).map(({ key }) => key);
    fc.assert(
      fc.property(
        fc.array(
          fc.record({ key: fc.constantFrom(...keys), metres: fc.nat(500), source: fc.stringMatching(/^\S{1,9}$/u) }),
          {
            maxLength: 12,
          },
        ),
        (changes) => {
          const wanted = new Map(limitsOf(own).map(({ key, metres, source }) => [key, { metres, source }]));
          let changed = own;
          for (const { key, metres, source } of changes) {
            changed = withLimit(withLimit(changed, key, { metres }), key, { source });
            wanted.set(key, { metres, source });
          }
          const got = new Map(limitsOf(changed).map(({ key, metres, source }) => [key, { metres, source }]));
          expect(got).toEqual(wanted);
          expect(pressureProfile.parse(JSON.parse(JSON.stringify(changed)))).toEqual(changed);
        },
      ),
    );
    expect(
      withLimit(withLimit(own, "low/control", { source: office }), "low/control", { source: "GB 55009-2021 §5.1" }),
    ).toEqual(own);
  });

  it.each([
    ["medium_a/protection", -0.001, /不在|超出 0 至 500 米/u],
    ["medium_a/protection", 0, null],
    ["medium_a/protection", 5, null],
    ["medium_a/protection", 5.001, /控制范围：5 米，小于保护范围 5\.001 米/u],
    ["medium_a/control", 0.499, /控制范围：0\.499 米，小于保护范围 0\.5 米/u],
    ["medium_a/control", 0.5, null],
    ["medium_a/control", 500, null],
    ["medium_a/control", 500.001, /500\.001 米超出/u],
    ["medium_a/clearance/0", -1, /至建筑物基础间距：-1 米超出/u],
    ["sub_high_a/clearance/9.5", Number.NaN, /壁厚 ≥ 9\.5 mm.*不是数/u],
  ])("%s of %s m: refused %s", (key, metres, fault) => {
    const found = profileFault(withLimit(own, key, { metres, source: office }), gb55009);
    if (fault === null) expect(found).toBeNull();
    else {
      expect(found?.zh).toMatch(fault);
      expect(found?.zh).toMatch(/^[^。]+。$/u);
      expect(found?.en.match(/[.!?](\s|$)/gu)).toHaveLength(1);
    }
  });

  it("that were changed want a source of their own; one that was not keeps its clause", () => {
    const key = "low/protection";
    const clause = "GB 55009-2021 §5.1";
    const faults = (metres: number, source: string) =>
      limitFaults(withLimit(own, key, { metres, source }), gb55009).get(key)?.zh;
    expect(faults(0.5, clause)).toBeUndefined();
    expect(faults(0.501, clause)).toContain(`${clause} 规定的是 0.5 米，不是 0.501 米`);
    expect(faults(0.501, ` ${clause} `)).toContain("请写明新的依据");
    expect(faults(0.501, "")).toContain("0.501 米没有依据");
    expect(faults(0.5, "  ")).toContain("没有依据");
    expect(faults(0.501, office)).toBeUndefined();
    expect(limitFaults(withLimit(own, key, { metres: 0.501 }), null).size).toBe(0);
    expect(profileFault({ ...own, title: { zh: " ", en: "ours" } }, gb55009)?.zh).toContain("还没有名称");
  });
});

describe("the table of a profile in an account", () => {
  const changed = withLimit(shanghai, "low/control", { metres: 8, source: office });

  it("holds every value with its unit and its source in both languages", () => {
    const [zh, en] = (["zh", "en"] as const).map((locale) => accountLines([profileTable(changed)], locale));
    expect(zh?.[1]).toBe("压力级制\t限值\t距离（m）\t依据");
    expect(en?.[1]).toBe("Pressure class\tLimit\tDistance (m)\tSource");
    expect(zh?.slice(2)).toHaveLength(limitsOf(changed).length);
    for (const [at, { metres, source }] of limitsOf(changed).entries()) {
      expect(zh?.[at + 2]).toMatch(new RegExp(`\t${metres}\t${source.replace(/[()]/gu, "\\$&")}$`, "u"));
      expect(en?.[at + 2]?.split("\t").slice(2)).toEqual([String(metres), source]);
    }
    expect(zh).toContain("低压\t保护范围\t0.7\t上海市燃气管道设施保护办法");
    expect(zh).toContain(`低压\t控制范围\t8\t${office}`);
    expect(en).toContain(
      "sub-high A\tClearance to the outer wall (pipe wall ≥ 9.5 mm)\t6.5\tGB 50028-2006 (2020) 表 6.3.3-1 注",
    );
  });

  it("comes with what was made from the result, once", () => {
    const run = (id: number, inputs: Record<string, number>, more: Partial<Run> = {}) =>
      ({ id, inputs, ...more }) as Run;
    const table = profileTable(shanghai);
    const layer = (id: number, made: number | null) => ({ id, run: made }) as Project["layers"][number];
    const scored = run(3, { buildings: 1 }, { tables: [table] });
    const ranked = run(4, { scored: 3, screened: 2 }, { tables: [profileTable(shanghai)] });
    const project = {
      layers: [layer(1, null), layer(2, 2), layer(3, 3)],
      runs: [run(2, { buildings: 1 }), scored, ranked],
    };
    expect(tablesOf(project, ranked)).toEqual([table]);
    expect(tablesOf(project, run(5, { scored: 3, gone: 9 }))).toEqual([table]);
    expect(tablesOf(project, run(6, { screened: 2 }))).toEqual([]);
  });
});
