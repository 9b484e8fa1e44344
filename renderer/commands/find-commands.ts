import type { Command } from "./command.js";
import { initialsOf, pinyinOf } from "./pinyin.js";

/**
 * The commands that `text` means, best first: a title or its pinyin begins with it, a word of it does, it is contained. Equal
 * ones in the order of the menus. Nothing typed: all.
 */
export function findCommands(commands: readonly Command[], text: string): readonly Command[] {
  const wanted = plain(text);
  if (wanted === "") return commands;
  const ranked = commands.map((command) => ({ command, rank: rankOf(command, wanted) }));
  return ranked
    .filter(({ rank }) => rank !== null)
    .sort((one, other) => (one.rank ?? 0) - (other.rank ?? 0))
    .map(({ command }) => command);
}

function rankOf({ title, otherWords = "" }: Command, wanted: string): number | null {
  const english = title.en.toLowerCase();
  const whole = [title.zh, english, initialsOf(title.zh), pinyinOf(title.zh)].map(plain);
  if (whole.some((name) => name.startsWith(wanted))) return 0;
  const words = [...english.split(/[^\p{L}\p{N}]+/u), ...otherWords.split(" ")].map(plain);
  if (words.some((name) => name !== "" && name.startsWith(wanted))) return 1;
  return whole.some((name) => name.includes(wanted)) ? 2 : null;
}

/** Without case, width, spaces and signs. */
function plain(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, "");
}
