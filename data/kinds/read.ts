import { quoteText } from "../sql.js";

/** SQL that turns a trimmed text (NULL when empty) into a typed value; NULL where it is not understood. */

export function readText(value: string): string {
  return value;
}

/** Full-width letters, digits and signs, as Chinese input methods write them, in their plain form. */
export function plainText(value: string): string {
  const [wide, plain] = [
    "０１２３４５６７８９．－＋／（）ＡＢＤＥＭＮＫＰａｂｄｅｍｎｋｐ",
    "0123456789.-+/()ABDEMNKPabdemnkp",
  ];
  return `translate(${value}, '${wide}', '${plain}')`;
}

/**
 * The first number in the text: `DN200`, `3层` and `1,200.5㎡` are read as 200, 3 and 1200.5. A comma that groups no
 * thousands (`12,34`) may be a decimal sign or a list: not understood. A number and nothing else is told first: it is what
 * nearly all values are, and the rest of the reading takes ten times as long.
 */
export function readNumber(value: string): string {
  const plain = plainText(value);
  const single = `CASE WHEN regexp_matches(${plain}, '(^|[^0-9.,])[0-9]{1,3}(,[0-9]{3})+([^0-9,]|$)') THEN replace(${plain}, ',', '')
    WHEN NOT regexp_matches(${plain}, '[0-9],[0-9]') THEN ${plain} END`;
  const found = `nullif(regexp_extract(${single}, '-?[0-9]+(\\.[0-9]+)?([eE][-+]?[0-9]+)?'), '')`;
  return `TRY_CAST(CASE WHEN regexp_full_match(${value}, '-?[0-9]+(\\.[0-9]+)?') THEN ${value} ELSE ${found} END AS DOUBLE)`;
}

/** A number above zero; zero and less stand for "not known" in measures. */
export function readMeasure(value: string): string {
  return `CASE WHEN ${readNumber(value)} > 0 THEN ${readNumber(value)} END`;
}

/** A number of things, at least one; zero and less stand for "not known". */
export function readCount(value: string): string {
  return `CASE WHEN ${readNumber(value)} > 0 THEN TRY_CAST(round(${readNumber(value)}) AS INTEGER) END`;
}

/**
 * A year of four digits standing alone (`1985`, `1985年`, `一九八五年`, `1985-06`) or before month and day (`19850601`,
 * `198506`). A decade (`80年代`, `1990年代`, `1990s`) or a span (`1985-1990`) is no year: unknown, unless mapped.
 */
export function readYear(value: string): string {
  const plain = `translate(${value}, '０１２３４５６７８９－〇○零一二三四五六七八九', '0123456789-000123456789')`;
  const year = "(1[0-9]{3}|20[0-9]{2})";
  const alone = `regexp_extract(${plain}, '(^|[^0-9])${year}([^0-9]|$)', 2)`;
  const dated = `regexp_extract(${plain}, '^${year}(0[1-9]|1[0-2])([0-2][0-9]|3[01])?$', 1)`;
  const vague = `regexp_matches(${plain}, '^-|[0-9](年代|世纪|''?s)|${year}年?\\s*(-|–|—|~|～|至|到)\\s*${year}')`;
  return `CASE WHEN regexp_full_match(${value}, '${year}') THEN CAST(${value} AS INTEGER)
    WHEN NOT ${vague} THEN TRY_CAST(coalesce(nullif(${alone}, ''), nullif(${dated}, '')) AS INTEGER) END`;
}

const yes = ["是", "有", "yes", "y", "true", "t", "√", "已", "对", "存在"];
const no = ["否", "无", "no", "n", "false", "f", "没有", "未", "×", "不是", "不存在"];

/** Yes, no, or a number that is not zero; anything else is not known. */
export function readFlag(value: string): string {
  const number = `TRY_CAST(${plainText(value)} AS DOUBLE)`;
  // Not IN: a list of more than a few words becomes a join, and twelve joins take longer than all else in an import.
  const among = (words: readonly string[]) => `list_contains([${words.map(quoteText).join(", ")}], lower(${value}))`;
  return `CASE WHEN ${among(yes)} THEN true WHEN ${among(no)} THEN false WHEN isfinite(${number}) THEN ${number} <> 0 END`;
}

export function readDate(value: string): string {
  const plain = `regexp_replace(replace(replace(${plainText(value)}, '年', '-'), '月', '-'), '日|[T ].*', '', 'g')`;
  return `coalesce(TRY_CAST(replace(replace(${plain}, '/', '-'), '.', '-') AS DATE), CAST(try_strptime(${value}, '%Y%m%d') AS DATE))`;
}
