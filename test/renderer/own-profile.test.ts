import { describe, expect, it } from "vitest";
import { limitsOf, type ProfileLimit, withLimit } from "../../contract/profile-limits.js";
import { sameScheme } from "../../contract/scheme.js";
import { gb55009, shanghai } from "../../data/risk/profiles.js";
import { nationalScheme } from "../../data/risk/scheme.js";
import { asItCame, ownCopy, readMetres, withMetres } from "../../renderer/scheme/own-profile.js";

const key = "medium_a/protection";
const at = (profile: typeof gb55009): ProfileLimit =>
  limitsOf(profile).find((limit) => limit.key === key) ?? expect.fail();
const said = (profile: typeof gb55009) => [at(profile).metres, at(profile).source];
const clause = "GB 55009-2021 §5.1";

describe("typing a value of an own profile", () => {
  const own = ownCopy(gb55009);
  /** Types one text after another into the field of a profile that was opened so. */
  const typed = (profile: typeof gb55009, ...texts: string[]) => {
    const before = [at(profile), at(gb55009)];
    return texts.reduce((changed, text) => withMetres(changed, key, readMetres(text), before), profile);
  };

  it("takes the old clause away, and gives it back with the old number", () => {
    expect(said(typed(own, "0.8"))).toEqual([0.8, ""]);
    expect(said(typed(own, "0", "0.", "0.5"))).toEqual([0.5, clause]);
    expect(said(typed(own, "", "x", "0.5"))).toEqual([0.5, clause]);
    expect(said(typed(own, ""))).toEqual([Number.NaN, ""]);
  });

  it("asks anew for the source of a value that was changed before, and keeps one that was just given", () => {
    const ours = withLimit(own, key, { metres: 0.8, source: "某市办法" });
    expect(said(typed(ours, "0.9"))).toEqual([0.9, ""]);
    expect(said(typed(ours, "0.9", "0.8"))).toEqual([0.8, "某市办法"]);
    expect(said(typed(ours, "0.5"))).toEqual([0.5, clause]);
    const given = withLimit(typed(ours, "0.9"), key, { source: "某市新办法" });
    expect(said(withMetres(given, key, 0.95, [at(typed(ours, "0.9")), at(gb55009)]))).toEqual([0.95, "某市新办法"]);
  });

  it.each([
    ["0.5", 0.5],
    [" 12. ", 12],
    [".7", 0.7],
    ["-1", -1],
    ["", Number.NaN],
    ["1e3", Number.NaN],
    ["0x10", Number.NaN],
    ["五", Number.NaN],
    ["1,5", Number.NaN],
  ])("reads %j as %d m", (text, metres) => {
    expect(readMetres(text)).toBe(metres);
  });

  it("starts from a copy under a name of its own, and goes back to it with that name", () => {
    const copy = { ...ownCopy(shanghai), title: { zh: "本市", en: "ours" } };
    expect(copy).toMatchObject({ name: "own", from: "shanghai", ranges: shanghai.ranges });
    expect(asItCame(withLimit(copy, key, { metres: 3, source: "甲" }), shanghai)).toEqual(copy);
  });
});

describe("two schemes", () => {
  it("say the same whoever saved them and in whatever order their parts stand", () => {
    const { vetoes, weights, ...rest } = nationalScheme;
    const turned = { weights: Object.fromEntries(Object.entries(weights).reverse()), vetoes, ...rest };
    expect(sameScheme(nationalScheme, { ...turned, version: 7, saved: { by: "甲", at: 1 } })).toBe(true);
    expect(sameScheme(nationalScheme, { ...turned, profile: ownCopy(gb55009) })).toBe(false);
    expect(sameScheme(nationalScheme, { ...turned, level_bands: [5, 16, 9] })).toBe(false);
  });
});
