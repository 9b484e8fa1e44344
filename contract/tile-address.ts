import type { Text } from "./text.js";

/** What an address of tiles came to: how requests are made from it, or the sentence that says what is wrong with it. */
export type TileAddress = { readonly address: string; readonly host: string } | { readonly fault: Text };

const longest = 2000;
const places = /\{[^{}]*\}/gu;

/**
 * Reads `https://server/{z}/{x}/{y}.png` as a person types it: http or https, `{z}`, `{x}` and one of `{y}` and `{-y}` (rows
 * counted from the south, as TMS does) once each, in the path or behind the question mark; no name or password. `host` is the
 * server's name with its port.
 */
export function readTileAddress(typed: string): TileAddress {
  const address = typed.trim();
  const found = [...address.matchAll(places)].map(([place]) => place);
  const rows = found.filter((place) => place === "{y}" || place === "{-y}").length;
  const isWhole = found.length === 3 && found.includes("{z}") && found.includes("{x}") && rows === 1;
  if (address.length > longest || !/^https?:\/\//iu.test(address)) return { fault: noAddress };
  if (!isWhole || /[{}]/u.test(address.replaceAll(places, ""))) return { fault: wrongPlaces };
  const url = parse(address, "0");
  if (url === null || /[\s\\]/u.test(address)) return { fault: noAddress };
  if (url.username !== "" || url.password !== "" || address.split(/[/?#]/u)[2]?.includes("@")) return { fault: secret };
  // A place in the server's name, its port or behind `#` would let the numbers choose whom to ask.
  if (parse(address, "1")?.host !== url.host || address.includes("#")) return { fault: wrongPlaces };
  return { address, host: url.host };
}

/** Where the tile lies, by the zoom, column and row (from the north) of the usual grid. */
export function tileUrl(address: string, { z, x, y }: { z: number; x: number; y: number }): string {
  return address
    .replace("{z}", String(z))
    .replace("{x}", String(x))
    .replace("{y}", String(y))
    .replace("{-y}", String(2 ** z - 1 - y));
}

function parse(address: string, number: string): URL | null {
  try {
    return new URL(address.replaceAll(places, number));
  } catch {
    return null;
  }
}

const noAddress: Text = {
  zh: "这不是图块地址：应以 http:// 或 https:// 开头，形如 http://服务器/{z}/{x}/{y}.png。",
  en: "This is no address of tiles: it starts with http:// or https:// and reads like http://server/{z}/{x}/{y}.png.",
};

const wrongPlaces: Text = {
  zh: "图块地址的路径中应各有一个 {z}、{x} 和 {y}（行号自南向北的用 {-y}），不能有其他花括号。",
  en: "The path of an address of tiles holds {z}, {x} and {y} once each ({-y} where rows count from the south), and no other braces.",
};

const secret: Text = {
  zh: "图块地址中不能有用户名和密码：它会以明文留在设置文件里。请向管理员要一个不需登录的地址。",
  en: "An address of tiles must not hold a name and password: they would lie open in the settings file. Ask for an address that needs none.",
};
