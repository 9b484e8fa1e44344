import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { guessEncoding } from "../../../data/formats/guess-encoding.js";
import { encodeText } from "../../support/chinese-bytes.js";
import { ImportWorker } from "../../support/import-worker.js";
import { pointsInMetres, prjTexts, writeShapefile } from "../../support/write-shapefile.js";

const root = mkdtempSync(join(tmpdir(), "编码-"));
const worker = new ImportWorker();
afterAll(() => {
  worker.stop();
  rmSync(root, { recursive: true, force: true });
});

let number = 0;
async function readBack(
  texts: readonly string[],
  how: { encoding: string; languageByte?: number; cpg?: string; field?: string; chosen?: string },
) {
  number += 1;
  const field = how.field ?? "建成年份";
  const { languageByte = 0, encoding } = how;
  const path = writeShapefile(join(root, `e${number}`), {
    shapes: pointsInMetres(texts.length),
    dbf: {
      columns: [{ name: field, type: "C", length: 40 }],
      rows: texts.map((text) => [text]),
      encoding,
      languageByte,
    },
    prj: prjTexts.metres114,
    ...(how.cpg === undefined ? {} : { cpg: how.cpg }),
  });
  const { table, report } = await worker.read(
    path,
    "generic",
    how.chosen === undefined ? {} : { encoding: how.chosen },
  );
  const [column = ""] = Object.keys(table[0] ?? {}).filter((name) => name.startsWith("src_"));
  return { field: column.slice(4), texts: table.map((row) => row[column]), report };
}

const texts = ["砌体结构", "钢筋混凝土（框架）", "安源区后埠街道", "一九八五年", "无"];

describe("GBK in the five ways it is delivered", () => {
  it.each([
    [".cpg says GBK", { cpg: "GBK" }],
    [".cpg says 936", { cpg: "936\r\n" }],
    ["no .cpg, language byte 0x4D", { languageByte: 0x4d }],
    ["no .cpg and no language byte", {}],
    ["a wrong .cpg: UTF-8", { cpg: "UTF-8" }],
    ["a wrong .cpg: ISO-8859-1", { cpg: "ISO-8859-1" }],
    ["a wrong language byte: Western", { languageByte: 0x57 }],
    [".cpg says OEM", { cpg: "OEM" }],
    [".cpg says ANSI 936", { cpg: "ANSI 936" }],
    ["a web page saved as .cpg", { cpg: "<!DOCTYPE html><html><body>404</body></html>" }],
  ])("%s", async (_title, how) => {
    const read = await readBack(texts, { encoding: "gbk", ...how });
    expect(read.texts).toEqual(texts);
    expect(read.field).toBe("建成年份");
    expect(read.report.encoding).toBe("gb18030");
  });

  it("says that it overruled a .cpg", async () => {
    const { report } = await readBack(texts, { encoding: "gbk", cpg: "UTF-8" });
    expect(report.notes.map((note) => note.zh).join()).toContain(".cpg 写着 UTF-8，但内容不是 UTF-8");
  });
});

describe("other encodings", () => {
  it.each([
    ["UTF-8 without any word of it", { encoding: "utf-8" }, "utf-8"],
    ["UTF-8 with a .cpg", { encoding: "utf-8", cpg: "utf8" }, "utf-8"],
    ["UTF-8 under a .cpg that says GBK", { encoding: "utf-8", cpg: "GBK" }, "utf-8"],
    ["UTF-8 under the language byte of GBK", { encoding: "utf-8", languageByte: 0x4d }, "utf-8"],
    ["GB18030 by name", { encoding: "gb18030", cpg: "GB18030" }, "gb18030"],
    ["GB2312 by name", { encoding: "gbk", cpg: "GB2312" }, "gb18030"],
    ["the user's word over everything", { encoding: "gbk", cpg: "Big5", chosen: "gbk" }, "gb18030"],
  ])("%s", async (_title, how, encoding) => {
    const read = await readBack(texts, how);
    expect(read.texts).toEqual(texts);
    expect(read.report.encoding).toBe(encoding);
  });

  it("reads a UTF-8 name that was cut in the middle of a character, without its remains", async () => {
    const read = await readBack(texts, { encoding: "utf-8", field: "房屋编号一" });
    expect(read.field).toBe("房屋编");
    expect(read.texts).toEqual(texts);
  });

  it("reads Big5 by .cpg and by language byte", async () => {
    const big5 = ["鋼筋混凝土", "磚造", "臺北市"];
    expect((await readBack(big5, { encoding: "big5", cpg: "Big5", field: "ID" })).texts).toEqual(big5);
    expect((await readBack(big5, { encoding: "big5", languageByte: 0x4f, field: "ID" })).texts).toEqual(big5);
  });

  it("takes lonely accented letters for a Western code page, and says that it guessed", async () => {
    const western = ["Café Müller", "Besançon", "Åre"];
    const read = await readBack(western, { encoding: "windows-1252", field: "NAME" });
    expect(read.texts).toEqual(western);
    expect(read.report.notes.map((note) => note.en).join()).toContain("guessed (windows-1252)");
    const stated = await readBack(western, { encoding: "windows-1252", field: "NAME", languageByte: 0x57 });
    expect(stated.texts).toEqual(western);
  });

  it("finds GBK that begins after thousands of plain rows, far from where it looked first", async () => {
    const rows = Array.from({ length: 9000 }, (_each, row) => (row === 3000 ? "砌体结构，加层" : "x".repeat(200)));
    number += 1;
    const path = writeShapefile(join(root, `e${number}`), {
      shapes: pointsInMetres(rows.length),
      dbf: {
        columns: [
          { name: "NOTE", type: "C", length: 250 },
          { name: "PAD", type: "N", length: 250 },
        ],
        rows: rows.map((text) => [text, "1"]),
        encoding: "gbk",
      },
      prj: prjTexts.metres114,
    });
    const { table, report } = await worker.read(path);
    expect(table[3000]).toMatchObject({ src_NOTE: "砌体结构，加层" });
    expect(report.notes.map((note) => note.en).join()).toContain("rows further down are not UTF-8");
  });

  it("counts the values that no encoding can read, and names an encoding that is none", async () => {
    const read = await readBack(["砌体", "abc"], { encoding: "gbk", field: "ID", chosen: "UTF-8" });
    expect(read.report.notes.map((note) => note.en).join()).toMatch(/^1 values hold characters/u);
    await expect(readBack(["a"], { encoding: "gbk", field: "ID", chosen: "EBCDIC" })).rejects.toMatchObject({
      code: "input-encoding",
    });
  });
});

describe("what an encoding rests on", () => {
  const sampleOf = (encoding: string) => Uint8Array.from(texts.flatMap((text) => [...encodeText(text, encoding), 0]));

  it.each([
    ["GBK", "gbk", "gb18030"],
    ["GB18030 with four bytes", "gb18030", "gb18030"],
    ["UTF-8", "utf-8", "utf-8"],
  ])("tells %s by its content under every .cpg and language byte but a Big5 one", (_title, written, expected) => {
    const sample = sampleOf(written);
    for (const cpg of [null, "", "936", "ANSI 936", "cp936", "GBK", "UTF-8", "65001", "1252", "ANSI", "nonsense"]) {
      for (const languageByte of [0, 0x03, 0x4d, 0x57]) {
        expect(guessEncoding({ chosen: undefined, cpg, languageByte, sample }).value).toBe(expected);
      }
    }
  });

  it.each([
    ["one Chinese word among many plain ones in GBK", "gbk", ["ID", "A-1", "12", "中型"], "gb18030"],
    ["a Chinese character that is also a Greek letter of UTF-8", "gbk", ["ID", "7", "位"], "gb18030"],
    ["a French name in UTF-8", "utf-8", ["ID", "Café", "Größe"], "utf-8"],
    ["one Chinese word in UTF-8", "utf-8", ["ID", "A-1", "层"], "utf-8"],
    ["one name in UTF-8", "utf-8", ["ID", "房屋编号"], "utf-8"],
    ["Big5", "big5", ["鋼筋混凝土", "臺北市信義區", "磚造房屋"], "big5"],
    ["three characters of Big5", "big5", ["ID", "中正區"], "big5"],
    ["rare characters of GBK", "gbk", ["镕喆堃瑢囍", "安源区"], "gb18030"],
    ["street names in GBK", "gbk", ["八一街", "丹江街", "后埠街", "白源街"], "gb18030"],
    ["lonely accents in Latin-1", "windows-1252", ["Åre", "Besançon", "Café"], "windows-1252"],
  ])("tells %s by little", (_title, encoding, words, expected) => {
    const sample = Uint8Array.from(words.flatMap((word) => [...encodeText(word, encoding), 0]));
    expect(guessEncoding({ chosen: undefined, cpg: null, languageByte: 0, sample }).value).toBe(expected);
  });

  it("tells GBK from Big5 in texts of four characters drawn by chance", () => {
    const simplified =
      "安源区后埠街道砌体框架结构加层建成年份房屋用途住宅商业工业南北路号院楼单元社区居委会东门西门环城建设解放人民公园";
    const traditional =
      "鋼筋混凝土臺北市磚造房屋編號建築用途住宅商業工業南北路號院樓單元社區中正信義大安東門西門環城建設解放人民公園";
    const share = (text: string, encoding: string, expected: string) => {
      let right = 0;
      for (let at = 0; at < text.length; at++) {
        const word = `${text}${text}`.slice(at, at + 4) + (text[(at * 7) % text.length] ?? "");
        const sample = Uint8Array.from([...encodeText(word, encoding), 0]);
        if (guessEncoding({ chosen: undefined, cpg: null, languageByte: 0, sample }).value === expected) right += 1;
      }
      return right / text.length;
    };
    expect(share(simplified, "gbk", "gb18030")).toBe(1);
    expect(share(traditional, "big5", "big5")).toBeGreaterThan(0.8);
  });

  it("is sure of nothing that contradicts what the file states", () => {
    const sample = sampleOf("gbk");
    expect(guessEncoding({ chosen: undefined, cpg: "UTF-8", languageByte: 0, sample }).sure).toBe(false);
    expect(guessEncoding({ chosen: undefined, cpg: "1252", languageByte: 0, sample }).sure).toBe(false);
    expect(guessEncoding({ chosen: undefined, cpg: "GBK", languageByte: 0, sample }).sure).toBe(true);
  });
});
