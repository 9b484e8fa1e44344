import { basename } from "node:path";
import { type BrowserWindow, dialog } from "electron";
import type { BaseMap, BaseMapLook, NewBaseMap } from "../contract/base-maps.js";
import type { Locale } from "../contract/text.js";
import { readTileAddress } from "../contract/tile-address.js";
import type { BaseMapKeeper } from "./base-maps.js";
import type { SettingsFile } from "./settings.js";

/** What the page may do with base maps; each answers with all of them as they are then. */
export interface BaseMapCalls {
  /** Null when the user was asked about the server and said no. */
  add(window: BrowserWindow, wanted: NewBaseMap): Promise<readonly BaseMap[] | null>;
  /** Takes names, looks and order; those that are not among them are removed. */
  arrange(looks: readonly BaseMapLook[]): Promise<readonly BaseMap[]>;
}

const most = 50;

/** They are kept in the user's settings, and the process that reads them is told before the page is answered. */
export function baseMapCalls(settings: SettingsFile, keeper: BaseMapKeeper, locale: () => Locale): BaseMapCalls {
  const keep = async (maps: readonly BaseMap[]): Promise<readonly BaseMap[]> => {
    settings.change({ baseMaps: maps });
    await keeper.put(maps);
    return maps;
  };
  return {
    async add(window, { source, name, attribution }) {
      const host = source.type === "server" ? hostOf(source.address) : null;
      if (host !== null && !(await agreed(window, host, locale()))) return null;
      const before = settings.current.baseMaps ?? [];
      if (before.length >= most) throw new Error("refused: too many base maps");
      const id = Math.max(0, ...before.map((map) => map.id)) + 1;
      const title =
        name.trim() || (source.type === "file" ? basename(source.path).replace(/\.\w+$/u, "") : host) || "—";
      return await keep([
        ...before,
        { id, name: title, source, attribution: attribution.trim(), shown: true, opacity: 1 },
      ]);
    },
    async arrange(looks) {
      const before = new Map((settings.current.baseMaps ?? []).map((map) => [map.id, map]));
      return await keep(
        looks.flatMap((look) => {
          const map = before.get(look.id);
          before.delete(look.id);
          return map === undefined ? [] : [{ ...map, ...look }];
        }),
      );
    },
  };
}

function hostOf(address: string): string {
  const read = readTileAddress(address);
  if ("fault" in read) throw new Error("refused: no address of tiles");
  return read.host;
}

/** Asked in a box of the system's, which no page can answer: from then on this server learns where the map is looked at. */
async function agreed(window: BrowserWindow, host: string, locale: Locale): Promise<boolean> {
  const texts = {
    zh: {
      message: `从服务器 ${host} 取底图？`,
      detail:
        "打开此底图时，程序会向这个服务器请求所看范围的图块，服务器由此可知地图看的是哪里；除此之外不发送任何数据。",
      buttons: ["添加", "取消"],
    },
    en: {
      message: `Take a base map from the server ${host}?`,
      detail:
        "While this base map is on, the program asks this server for the tiles in view, so the server can tell where the map is looked at. Nothing else is sent.",
      buttons: ["Add", "Cancel"],
    },
  }[locale];
  const { response } = await dialog.showMessageBox(window, { type: "question", ...texts, defaultId: 0, cancelId: 1 });
  return response === 0;
}
