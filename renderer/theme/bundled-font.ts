import ranges from "@fontsource/noto-sans-sc/unicode.json";

/** A file of the font, and the characters in it as `unicode-range` has them (`U+4e00-4e2d`). */
interface FontFile {
  readonly url: string;
  readonly range: string;
}

/** The family of the font that comes with the program; a name that no system has. */
export const bundledFamily = "Fangan Noto Sans SC";

/**
 * Noto Sans SC as the program brings it: 101 files of about 24 kB by how often characters are written together, 13,633
 * characters, 6,730 of GB 2312's 6,763 Chinese ones. The package's single file of 1.1 MB has 5,717 of them. A file is read
 * when a character in it is first drawn.
 */
export const fontFiles: readonly FontFile[] = made();

function made(): FontFile[] {
  const urls = import.meta.glob<string>(
    [
      "../../node_modules/@fontsource/noto-sans-sc/files/noto-sans-sc-*-400-normal.woff2",
      "!../../node_modules/@fontsource/noto-sans-sc/files/noto-sans-sc-chinese-simplified-*",
    ],
    { query: "?url", import: "default", eager: true },
  );
  const files = Object.entries(urls).map(([path, url]) => ({ path, url: new URL(url, import.meta.url).href }));
  return Object.entries(ranges).flatMap(([name, range]) => {
    const subset = name.replaceAll(/[[\]]/gu, "");
    const url = files.find(({ path }) => path.endsWith(`/noto-sans-sc-${subset}-400-normal.woff2`))?.url;
    return url === undefined ? [] : [{ url, range }];
  });
}

/** Makes the font known to the page, for text that no font of the system has. */
export function registerBundledFont(): void {
  for (const { url, range } of fontFiles) {
    document.fonts.add(new FontFace(bundledFamily, `url("${url}")`, { unicodeRange: range, display: "swap" }));
  }
}
