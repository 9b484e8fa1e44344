/** How a style shows a number: as it is, as a date, or as digits with leading zeros (`000000`, of that many). */
export type NumberStyle = "plain" | "date" | { readonly digits: number };

/** Built-in formats that show dates or times, those of Chinese, Japanese and Korean Excel among them (ECMA-376, 18.8.30). */
function isBuiltInDate(id: number): boolean {
  return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);
}

/** What a format of its own shows: letters of dates outside quotes, escapes and brackets make a date. */
export function numberStyle(id: number, code: string | undefined): NumberStyle {
  if (code === undefined) return isBuiltInDate(id) ? "date" : "plain";
  const bare = code
    .replace(/"[^"]*"|\\.|_.|\*./gu, "")
    .replace(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/giu, "")
    .split(";")[0];
  if (bare === undefined || /general/iu.test(bare)) return "plain";
  if (/^0{2,}$/u.test(bare)) return { digits: bare.length };
  return /[ymdhs]/iu.test(bare) ? "date" : "plain";
}

const day = 86_400_000;
/** Serial number of 10000-01-01, beyond which Excel shows no date. */
const lastSerial = 2_958_466;

/**
 * A serial number as a date (`2020-12-31`), a time (`08:30:00`) or both; null for one that is no date. Day 1 is 1900-01-01
 * and a 29 February 1900 is counted, as in Excel; with `from1904` day 0 is 1904-01-01.
 */
export function serialText(serial: number, from1904: boolean): string | null {
  if (!(serial >= 0) || serial >= lastSerial) return null;
  const whole = Math.floor(serial);
  const seconds = Math.round((serial - whole) * 86_400);
  const start = from1904 ? Date.UTC(1904, 0, 1) : whole < 60 ? Date.UTC(1899, 11, 31) : Date.UTC(1899, 11, 30);
  const [date = "", time = ""] = new Date(start + whole * day + seconds * 1000).toISOString().slice(0, 19).split("T");
  if (seconds === 0) return whole === 0 && !from1904 ? "00:00:00" : date;
  return whole === 0 ? time : `${date} ${time}`;
}
