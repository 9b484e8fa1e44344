import { mix } from "./random.js";

/** 36 is Jiangxi; 3699 is given to nobody. */
export const countyCode = "369981";

const first = ["听", "望", "抱", "映", "怀", "枕", "揽", "栖", "拾", "漱", "隐", "倚"];
const second = ["樟", "枫", "桂", "梧", "竹", "月", "泉", "霞", "露", "岚", "云", "荷"];
const third = ["里", "坪", "塘", "畈", "岭", "湾", "桥", "冲", "圩", "洲", "垅", "园"];
const streets = ["路", "街", "巷", "大道"];
const estates = ["小区", "花园", "家园", "新村", "苑"];

function syllables(number: number): string {
  return `${first[number % 12]}${second[Math.floor(number / 12) % 12]}${third[Math.floor(number / 144) % 12]}`;
}

/** A community's name; 1,728 different ones before they repeat with a number. */
export function communityName(index: number, seed: number): string {
  const scattered = (index * 665 + (mix(seed, 77) % 1728)) % 1728;
  const round = Math.floor(index / 1728);
  return `${syllables(scattered)}${round === 0 ? "" : round + 1}`;
}

export function streetName(key: number): string {
  const number = mix(key, 5);
  return `${first[number % 12]}${second[(number >>> 8) % 12]}${streets[(number >>> 16) % 4]}`;
}

export function estateName(key: number): string {
  const number = mix(key, 6);
  return `${first[number % 12]}${second[(number >>> 8) % 12]}${estates[(number >>> 16) % 5]}`;
}
