import { describe, expect, it } from "vitest";
import { en } from "../../renderer/text/en.js";
import { bothTexts, startTexts } from "../../renderer/text/say.js";
import { zh } from "../../renderer/text/zh.js";

const brackets = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/gu)].map(([, name]) => name).sort();

describe("the words of the interface", () => {
  it("have the same keys and the same brackets in both languages", () => {
    expect(Object.keys(en).sort()).toEqual(Object.keys(zh).sort());
    for (const [key, text] of Object.entries(zh)) {
      expect([key, brackets(en[key as keyof typeof zh])]).toEqual([key, brackets(text)]);
    }
  });

  it("are Chinese in Chinese and hold no Chinese in English, but for the name of the other language", () => {
    for (const [key, text] of Object.entries(en)) {
      if (key !== "bar.language") expect([key, /\p{Script=Han}/u.test(text)]).toEqual([key, false]);
    }
  });

  it("fill their brackets as they stand, without escaping", () => {
    startTexts("zh");
    expect(bothTexts("job.import", { name: "a<b>&.shp" })).toEqual({ zh: "导入 a<b>&.shp", en: "Import a<b>&.shp" });
    expect(bothTexts("layers.count", { count: 1 }).en).toBe("1 features");
  });
});
