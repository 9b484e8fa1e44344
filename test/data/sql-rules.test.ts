import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { sqlBreaches } from "../support/sql-rules.js";

const root = resolve(import.meta.dirname, "../..");
const sources = ["data", "scripts", "contract", "electron"].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => /\.c?tsx?$/u.test(name))
    .map((name) => join(folder, name)),
);

const sql = (text: string) => `await session.run(\`${text}\`, { a: 1 });\nconst after = 1;`;
const rules = (source: string) => sqlBreaches(source).map(({ rule }) => rule);

describe("the SQL of the program", () => {
  it("is all looked at", () => {
    const files = sources.map((name) => readFileSync(join(root, name), "utf8"));
    expect(sources.length).toBeGreaterThan(80);
    expect(files.filter((text) => /\bST_Transform\(/u.test(text)).length).toBeGreaterThan(3);
    expect(files.filter((text) => /\bLEFT JOIN\b/u.test(text)).length).toBeGreaterThan(1);
  });

  it.each(sources)("%s keeps the rules", (name) => {
    expect(sqlBreaches(readFileSync(join(root, name), "utf8"))).toEqual([]);
  });
});

describe("the search for breaches finds", () => {
  it.each([
    ["a plain one", "SELECT * FROM a LEFT JOIN b ON ST_Intersects(a.geom, b.geom)"],
    [
      "one over several lines, in small letters",
      "select *\nfrom a\nleft outer join b\n  on a.x = b.x\n  and st_dwithin(a.geom, b.geom, 5)\nwhere a.x > 1",
    ],
    ["RIGHT", "FROM a RIGHT JOIN b ON (ST_Contains(a.geom, b.geom))"],
    ["FULL", "FROM a FULL OUTER JOIN (SELECT * FROM b) c ON ST_Distance(a.geom, c.geom) < 5"],
    [
      "one behind an inner join",
      "FROM a JOIN b USING (fid) LEFT JOIN c ON ST_Within(a.geom, c.geom) JOIN d ON d.x = a.x",
    ],
    ["one on overlapping boxes", "FROM a LEFT JOIN b ON a.box && b.box"],
    ["a lateral one", "FROM a LEFT JOIN LATERAL (SELECT * FROM b WHERE ST_DWithin(a.geom, b.geom, 5)) n ON true"],
    ["one inside an expression", `FROM a \${x ? \`LEFT JOIN b ON ST_Touches(a.geom, b.geom)\` : ""} WHERE true`],
    ["one whose table is an expression", `FROM a LEFT JOIN \${table} b ON ST_Touches(a.geom, b.geom)`],
  ])("an outer join on a spatial predicate: %s", (_title, text) => {
    expect(rules(sql(text))).toEqual(["outer join on a spatial predicate"]);
  });

  it.each([
    ["ST_ReadSHP", "SELECT * FROM ST_ReadSHP($path)"],
    ["ST_ReadSHP", "SELECT * FROM st_readshp('x.shp')"],
    ["R-tree", "CREATE INDEX i ON a USING RTREE (geom)"],
    ["ST_Transform without always_xy", "SELECT ST_Transform(geom, 'EPSG:4547', 'EPSG:4326') FROM a"],
    [
      "ST_Transform without always_xy",
      `SELECT ST_Transform(ST_Point(x, y), $from, \${quoteText(to)}) AS g, always_xy := true`,
    ],
    ["ST_Transform without always_xy", "SELECT ST_Transform(geom, $a, $b, always_xy := false)"],
  ])("%s in: %s", (rule, text) => {
    expect(rules(sql(text))).toEqual([rule]);
  });

  it("every one of several, each on its line", () => {
    const text = sql("SELECT 1\nFROM a LEFT JOIN b ON ST_Equals(a.g, b.g)\nLEFT JOIN c ON ST_Equals(a.g, c.g)");
    expect(sqlBreaches(text).map(({ line }) => line)).toEqual([2, 3]);
  });
});

describe("the search for breaches lets pass", () => {
  it.each([
    ["an inner spatial join", "FROM a JOIN b ON ST_Intersects(a.geom, b.geom)"],
    [
      "an outer join by id on an inner spatial one",
      "FROM a LEFT JOIN (SELECT a.id, b.x FROM a JOIN b ON ST_DWithin(a.g, b.g, 5)) m ON m.id = a.id",
    ],
    [
      "spatial functions elsewhere in the query",
      "SELECT ST_X(a.geom) FROM a LEFT JOIN b ON a.id = b.id WHERE ST_IsValid(a.geom)",
    ],
    ["a right transform", `SELECT ST_Transform(ST_Point(x, y), \${quoteText(from)}, 'EPSG:4326', always_xy := true)`],
  ])("%s", (_title, text) => {
    expect(rules(sql(text))).toEqual([]);
  });

  it("words in comments, and texts that look like comments", () => {
    expect(
      rules('// LEFT JOIN b ON ST_Intersects\n/* USING RTREE\n ST_ReadSHP */\nconst a = "http://x"; // ST_ReadSHP'),
    ).toEqual([]);
    expect(rules(`const a = "http://x"; ${sql("SELECT * FROM ST_ReadSHP('y')")}`)).toEqual(["ST_ReadSHP"]);
    expect(rules(`const a = text.replace(/['"\`]/gu, " "); ${sql("SELECT * FROM ST_ReadSHP('y')")}`)).toEqual([
      "ST_ReadSHP",
    ]);
  });
});
