/** SQL that turns a trimmed text (NULL when empty) into a typed value; NULL where it is not understood. */

export function readText(value: string): string {
  return value;
}

/** The first number in the text: `DN200` and `3层` are read as 200 and 3. */
export function readNumber(value: string): string {
  return `TRY_CAST(nullif(regexp_extract(${value}, '-?[0-9]+(\\.[0-9]+)?([eE][-+]?[0-9]+)?'), '') AS DOUBLE)`;
}

/** A number above zero; zero and less stand for "not known" in measures. */
export function readMeasure(value: string): string {
  return `CASE WHEN ${readNumber(value)} > 0 THEN ${readNumber(value)} END`;
}

export function readWhole(value: string): string {
  return `TRY_CAST(round(${readNumber(value)}) AS INTEGER)`;
}

/** A year of four digits standing alone (`1985`, `1985年`, `1985.0`, `1985-06`) or before month and day (`19850601`). */
export function readYear(value: string): string {
  const alone = `regexp_extract(${value}, '(^|[^0-9])(1[0-9]{3}|20[0-9]{2})([^0-9]|$)', 2)`;
  const dated = `regexp_extract(${value}, '^(1[0-9]{3}|20[0-9]{2})(0[1-9]|1[0-2])([0-2][0-9]|3[01])$', 1)`;
  return `TRY_CAST(coalesce(nullif(${alone}, ''), nullif(${dated}, '')) AS INTEGER)`;
}

/** Yes, no, or a number that is not zero; anything else is not known. */
export function readFlag(value: string): string {
  return `CASE
    WHEN lower(${value}) IN ('yes', 'y', 'true', 't', '是', '有', '√', '已', '对') THEN true
    WHEN lower(${value}) IN ('no', 'n', 'false', 'f', '否', '无', '没有', '未', '×') THEN false
    ELSE TRY_CAST(${value} AS DOUBLE) <> 0 END`;
}

export function readDate(value: string): string {
  const plain = `regexp_replace(replace(replace(${value}, '年', '-'), '月', '-'), '日|[T ].*', '', 'g')`;
  return `coalesce(TRY_CAST(replace(replace(${plain}, '/', '-'), '.', '-') AS DATE), CAST(try_strptime(${value}, '%Y%m%d') AS DATE))`;
}
