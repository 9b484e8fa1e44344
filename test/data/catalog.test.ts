import { describe, expect, it } from "vitest";
import { readCatalog } from "../../data/catalog.js";
import { completeMapping } from "../../data/import/mapping.js";
import { kinds } from "../../data/kinds/index.js";

const catalog = readCatalog();

describe("the catalog", () => {
  it("marks just those columns as derived that no field can be mapped to", () => {
    const fields = [{ name: "FIELD", column: "FIELD", type: "text" }] as const;
    for (const kind of kinds) {
      const entry = catalog.kinds.find(({ name }) => name === kind.name);
      for (const column of entry?.columns ?? []) {
        const map = () => completeMapping(kind, fields, { [column.name]: "FIELD" }, "file");
        if (column.derived) expect(map, column.name).toThrow();
        else expect(map(), column.name).toMatchObject({ [column.name]: "FIELD" });
      }
    }
    expect(catalog.kinds.flatMap(({ columns }) => columns).filter(({ derived }) => derived).length).toBeGreaterThan(1);
  });

  it("can be sent as it is: nothing of it is code", () => {
    expect(structuredClone(catalog)).toEqual(catalog);
  });

  it("gives every value of a column of choices a title, those that it works out itself as well", () => {
    const columns = catalog.kinds.flatMap(({ columns: own }) => own).filter(({ type }) => type === "choice");
    expect(columns.length).toBeGreaterThan(20);
    expect(columns.filter(({ choices = [] }) => choices.length === 0).map(({ name }) => name)).toEqual([]);
    for (const kind of kinds) {
      const column = kind.columns.find(({ name }) => name === kind.paint.column);
      if (column?.type !== "choice") continue;
      const drawn = kind.paint.classes.flatMap(({ value }) => value ?? []);
      expect(
        column.choices?.map(({ value }) => value),
        kind.name,
      ).toEqual(expect.arrayContaining(drawn));
    }
  });

  it("says everything in both languages", () => {
    const texts: { zh: string; en: string }[] = [];
    const collect = (value: unknown): void => {
      if (typeof value !== "object" || value === null) return;
      if ("zh" in value && "en" in value) texts.push(value as { zh: string; en: string });
      for (const each of Object.values(value)) collect(each);
    };
    collect(catalog);
    expect(texts.length).toBeGreaterThan(100);
    for (const { zh, en } of texts) {
      expect(zh.trim(), en).not.toBe("");
      expect(en, zh).not.toMatch(/\p{Script=Han}/u);
    }
  });
});
