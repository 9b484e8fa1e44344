import type { Choice } from "../../contract/catalog.js";
import type { Text } from "../../contract/text.js";
import type { Kind } from "../kinds/kind.js";

/** Why a row is listed: a word that SQL gives, and what it says to people. No title holds a `、`, which joins several. */
type Reasons = Readonly<Record<string, Text>>;

/** A row for one of these is left out of the layer. */
export const leavingReasons: Reasons = {
  deleted: { zh: "该行在 .dbf 中已标记删除", en: "the row is marked as deleted in the .dbf" },
  none: { zh: "没有几何图形", en: "there is no geometry" },
  empty: { zh: "几何图形为空", en: "the geometry is empty" },
  family: { zh: "几何类型不符", en: "the geometry is of another type" },
  infinite: { zh: "坐标无效，或超出坐标系范围", en: "the coordinates are not finite or lie outside the CRS" },
  swapped: {
    zh: "X 与 Y 坐标疑似颠倒：位置远在图层之外，颠倒回来正好落在图层里",
    en: "X and Y seem to be exchanged: the place is far outside the layer, and exchanged back it lies within",
  },
  broken: {
    zh: "图形自相交或未闭合或没有面积，无法修复",
    en: "the shape crosses itself, is not closed or has no area, and cannot be repaired",
  },
  duplicate: {
    zh: "与前面的一行完全相同（编号和图形及所有属性）",
    en: "an earlier row is exactly the same, in code, shape and all attributes",
  },
};

/** A row for one of these stays in the layer and is to be looked at. What a kind checks comes after them. */
const doubtfulReasons: Reasons = {
  duplicate_code: {
    zh: "编号与其他行重复而内容不同",
    en: "another row has the same code and another content",
  },
  repeated: { zh: "没有编号且与前面的一行完全相同", en: "it has no code, and an earlier row is exactly the same" },
  not_read: { zh: "有字段的值不是有效的日期或数字", en: "a field's value is no valid date or number" },
  repaired: { zh: "图形自相交，已修复", en: "the shape crossed itself and was repaired" },
  sliver: { zh: "面积过小或过窄", en: "the shape has hardly any area or width" },
  outside: { zh: "远离本图层其余图形或项目范围", en: "it lies far from the rest of the layer or of the project" },
};

/** Every reason for which a row of the kind can be listed, in the order in which a cell names them. */
export function reasonChoices(kind: Kind): Choice[] {
  const own = kind.checks.map(({ name, title }) => ({ value: checkReason(name), title }));
  const general = Object.entries({ ...leavingReasons, ...doubtfulReasons });
  return [...general.map(([value, title]) => ({ value, title })), ...own];
}

/** The word for a check of a kind; apart from the general ones. */
export function checkReason(check: string): string {
  return `check_${check}`;
}

/** The reasons of a cell in words. */
export function reasonText(kind: Kind, reasons: string): Text {
  const choices = reasonChoices(kind);
  const titles = reasons.split("、").map((reason) => {
    return choices.find(({ value }) => value === reason)?.title ?? { zh: reason, en: reason };
  });
  return { zh: titles.map(({ zh }) => zh).join("；"), en: titles.map(({ en }) => en).join("; ") };
}
