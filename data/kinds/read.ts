import { quoteText } from "../sql.js";

/** SQL that turns a trimmed text (NULL when empty) into a typed value; NULL where it is not understood. */

export function readText(value: string): string {
  return value;
}

/** Full-width letters, digits and signs, as Chinese input methods write them, in their plain form. */
export function plainText(value: string): string {
  const [wide, plain] = [
    "０１２３４５６７８９．－＋／（）ＡＢＣＤＥＧＭＮＫＰＳＵａｂｃｄｅｇｍｎｋｐｓｕ",
    "0123456789.-+/()ABCDEGMNKPSUabcdegmnkpsu",
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

/** A number of things where none is an answer too; less stands for "not known". */
export function readTally(value: string): string {
  return `CASE WHEN ${readNumber(value)} >= 0 THEN TRY_CAST(round(${readNumber(value)}) AS INTEGER) END`;
}

const numerals = ["０１２３４５６７８９－〇○零一二三四五六七八九", "0123456789-000123456789"] as const;
const fourDigits = "(1[0-9]{3}|20[0-9]{2})";
const between = "(-|–|—|~|～|至|到)";

/** Chinese and full-width numerals as digits; 十 stays. */
function withDigits(value: string): string {
  return `translate(${value}, '${numerals[0]}', '${numerals[1]}')`;
}

/**
 * A year of four digits standing alone (`1985`, `1985年`, `一九八五年`, `1985-06`) or before month and day (`19850601`,
 * `198506`). A decade (`80年代`, `1990年代`, `1990s`), a span (`1985-1990`) or a bound (`2000年以前`) is no year: unknown, unless
 * mapped. Two digits (`85`, `85年`) stay unknown too: such a field also holds ages (`30年`) and years of the Republic
 * (民国三十年), and `05年` has two readings; an unknown year is looked into, a wrong one is believed.
 */
export function readYear(value: string): string {
  const plain = withDigits(value);
  const alone = `regexp_extract(${plain}, '(^|[^0-9])${fourDigits}([^0-9]|$)', 2)`;
  const dated = `regexp_extract(${plain}, '^${fourDigits}(0[1-9]|1[0-2])([0-2][0-9]|3[01])?$', 1)`;
  const vague = `regexp_matches(${plain}, '^-|[0-9](年代|世纪|''?s)|[前后]|${fourDigits}年?\\s*${between}\\s*${fourDigits}')`;
  return `CASE WHEN regexp_full_match(${value}, '${fourDigits}') THEN CAST(${value} AS INTEGER)
    WHEN NOT ${vague} THEN TRY_CAST(coalesce(nullif(${alone}, ''), nullif(${dated}, '')) AS INTEGER) END`;
}

/**
 * The first year of a decade, out of a year or of words for a decade: `80年代`, `八十年代`, `上世纪八十年代`, `20世纪80年代`,
 * `1980年代`, `1980s`, `1980-1989` are 1980, `00年代` is 2000. 10年代 and 20年代 may be of either century, a span over two decades and
 * a bound (`80年代以前`) are none: unknown.
 */
export function readDecade(value: string): string {
  const plain = `replace(${withDigits(value)}, ' ', '')`;
  const ending = "(年代|''?s)";
  const full = `regexp_extract(${plain}, '(^|[^0-9])(1[5-9][0-9]|20[0-9])0${ending}', 2)`;
  const short = `regexp_extract(${plain}, '(^|[^0-9])([3-9])(0|十)${ending}', 2)`;
  const span = (part: number) =>
    `regexp_extract(${plain}, '^(1[5-9][0-9]|20[0-9])[0-9]年?${between}(1[5-9][0-9]|20[0-9])[0-9]年?$', ${part})`;
  const unclear = `regexp_matches(${plain}, '[前后]|(1[0-9]|21|2十1|十9|十8|本)世纪|[0-9十代]${between}[0-9]+[0十]?年代|[或、和]')`;
  return `CASE WHEN regexp_full_match(${value}, '${fourDigits}') THEN CAST(${value} AS INTEGER) // 10 * 10
    WHEN ${readYear(value)} IS NOT NULL THEN ${readYear(value)} // 10 * 10
    WHEN ${unclear} THEN NULL
    WHEN ${full} <> '' THEN CAST(${full} AS INTEGER) * 10
    WHEN ${short} <> '' THEN 1900 + CAST(${short} AS INTEGER) * 10
    WHEN regexp_matches(${plain}, '(^|[^0-9])00年代') THEN 2000
    WHEN ${span(1)} <> '' AND ${span(1)} = ${span(3)} THEN CAST(${span(1)} AS INTEGER) * 10 END`;
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
  return calendarDate(
    `coalesce(TRY_CAST(replace(replace(${plain}, '/', '-'), '.', '-') AS DATE), CAST(try_strptime(${value}, '%Y%m%d') AS DATE))`,
  );
}

/** The database takes `infinity` and years before Christ for dates; neither is one that a file means. */
export function calendarDate(date: string): string {
  return `CASE WHEN year(${date}) BETWEEN 1000 AND 9999 THEN ${date} END`;
}
