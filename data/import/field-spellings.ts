/** Names compared without case, spaces, and what stands in brackets (`开挖深度(m)`). */
export function plainName(name: string): string {
  return name
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[([].*$/u, "")
    .replace(/[\s_]+$/u, "")
    .trim();
}

/** Bytes that a .dbf has for a field's name, beside the closing NUL. */
const nameBytes = 10;

/** What 10 bytes leave of a name: 3 Chinese characters in UTF-8, 5 in GBK, 10 Latin letters. */
export function cutNames(name: string): string[] {
  const cut = (width: (character: string) => number) => {
    let [bytes, kept] = [0, ""];
    for (const character of name) {
      bytes += width(character);
      if (bytes > nameBytes) break;
      kept += character;
    }
    return kept;
  };
  const cuts = [cut((character) => Buffer.byteLength(character)), cut((character) => (character < "\u0080" ? 1 : 2))];
  return cuts.filter((each) => each !== name);
}

/** The first character of each initial in the order of pinyin; 23 letters begin a syllable, I, U and V none. */
const firsts = [..."阿八嚓哒妸发旮哈讥咔垃妈拏噢妑七呥仨他穵夕丫帀"];
const initials = [..."abcdefghjklmnopqrstwxyz"];
const byPinyin = new Intl.Collator("zh-u-co-pinyin").compare;

/** Fewer letters than this mean too many things. */
const fewestLetters = 4;

/**
 * The pinyin initials by which surveys abbreviate a Chinese name (建成年份: `jcnf`); null for one that is short or not all
 * Chinese. A character of several readings has its most common one (调查: `dc`, and 调压 too: such go into the aliases).
 */
export function pinyinInitials(name: string): string | null {
  const characters = [...name];
  if (characters.length < fewestLetters || !characters.every((each) => /\p{Script=Han}/u.test(each))) return null;
  return characters.map((each) => initials[firsts.findLastIndex((first) => byPinyin(first, each) <= 0)] ?? "").join("");
}
