import type { Words } from "./words.js";
/** The interface's English words. A key that is missing or unknown does not compile. */
export declare const en: Words;
