import type { zh } from "./zh.js";
export type Word = keyof typeof zh;
export type Words = Readonly<Record<Word, string>>;
