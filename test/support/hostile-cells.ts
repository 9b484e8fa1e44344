import { box, geoJson } from "./plane.js";

/** Texts that a spreadsheet would run; an export puts an apostrophe before them. */
const formulas = [
  '=HYPERLINK("http://x","点")',
  "+1+1",
  "-5",
  "@SUM(A1)",
  "\t=1",
  "  =2+3",
  "　＝4",
  "多行\n=5",
  "多行\r\n+6",
  "=cmd|' /C calc'!A0",
];
export const dangerous: ReadonlySet<string> = new Set(formulas);

/** Texts that spreadsheets, web pages, XML, JSON or CSV would do something with. */
const texts = [
  ...formulas,
  "<script>alert(1)</script>",
  "<img src=x onerror=alert(1)>",
  "&amp; < > ' \"",
  "]]>",
  "_x0041_",
  "[1,2]",
  '{"a":1}',
  "null",
  "true",
  "0012",
  "1e5",
  "1/2",
  "2024-05-31",
  "a,b;c\td",
  '他说"好"',
  "行1\n行2",
  "萍乡市安源区",
  "𠮷野家",
  "é ü ß",
  " 前后 ",
  "",
  "'=1",
  "100%",
  null,
];
/** One row a text, beside numbers, flags, days and a header that is a formula. */
export const given = texts.map((text, index) => ({
  geometry: geoJson(box(480_000 + index * 30, 3_056_000, 10, 10)),
  properties: {
    说明: text,
    经度: 113.85123456789 + index / 1e9,
    整数: index === 3 ? null : index - 5,
    有证: [true, false, null][index % 3],
    日期: index % 2 === 0 ? "2024-02-29" : null,
    "=1+1": `x${index}`,
    id: `K${index}`,
    geometry: "g",
  },
}));
