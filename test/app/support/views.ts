import { expect, it } from "vitest";
import { cramped } from "./cramped.js";
import { isComplete, looksFor, usualLook, wear } from "./looks.js";
import { shoot } from "./pictures.js";
import type { Window } from "./window.js";

/** A view of the window that people should like to look at, and how a user gets there and away, in Chinese. */
export interface View {
  readonly name: string;
  readonly reach: (window: Window) => Promise<void>;
  readonly leave?: (window: Window) => Promise<void>;
  /** Pictures of it are taken whenever the tests run; of the others by `npm run screens`. */
  readonly main?: true;
}

/**
 * Goes through the views, one test each: it can be reached, and nothing in it is cut or spills over in any look that is asked
 * for. Pictures lie in out/screens/ as `VIEW-LANGUAGE-THEME-WIDTH.png`.
 */
export function lookAt(views: readonly View[], window: () => Window): void {
  for (const { name, reach, leave, main = false } of views) {
    it(name, async () => {
      const shown = window();
      await reach(shown);
      const faults: string[] = [];
      for (const look of looksFor(main)) {
        await wear(shown, look);
        const worn = [name, look.locale, look.theme, look.size].join("-");
        if (main || isComplete) await shoot(shown, worn);
        faults.push(...(await cramped(shown.page)).map((fault) => `${worn}: ${fault}`));
      }
      await wear(shown, usualLook);
      await leave?.(shown);
      expect(faults).toEqual([]);
    });
  }
}
