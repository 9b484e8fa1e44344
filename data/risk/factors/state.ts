import type { Text } from "../../../contract/text.js";
import { choiceTitle, type Factor } from "./factor.js";

/** 初判 is not a 鉴定 grade, and a building without either is unknown, not safe. */
export const state: Factor = {
  name: "state",
  title: { zh: "现状损伤与鉴定", en: "state and assessment" },
  explanation: {
    zh: "鉴定等级、排查初判、肉眼可见的损伤，取最重的一项；三者都没有的按不明处理，待鉴定不等于安全。",
    en: "The gravest of assessed grade, preliminary judgement and visible damage counts; without any of them it is unknown: not assessed is not safe.",
  },
  source: { zh: "等级依 JGJ 125-2016，取值为建议值", en: "grades of JGJ 125-2016, proposed values" },
  weight: 16,
  columns: [
    { name: "danger_grade", type: "VARCHAR" },
    { name: "judgement", type: "VARCHAR" },
    { name: "visible_damage", type: "BOOLEAN" },
  ],
  steps: [
    { value: 1, title: { zh: "鉴定为 D 级", en: "grade D" }, when: "danger_grade = 'D'" },
    { value: 0.9, title: { zh: "初判严重", en: "severe by judgement" }, when: "judgement = 'serious'" },
    { value: 0.85, title: { zh: "鉴定为 C 级", en: "grade C" }, when: "danger_grade = 'C'" },
    {
      value: 0.8,
      title: { zh: "肉眼可见裂缝、变形或倾斜", en: "visible cracks, deformation or tilt" },
      when: "visible_damage",
    },
    { value: 0.5, title: { zh: "初判一定", en: "some by judgement" }, when: "judgement = 'some'" },
    { value: 0.3, title: { zh: "鉴定为 B 级", en: "grade B" }, when: "danger_grade = 'B'" },
    {
      value: 0,
      title: { zh: "鉴定为 A 级，或有记录且未见损伤", en: "grade A, or on record without damage" },
      when: "danger_grade = 'A' OR judgement = 'none' OR NOT visible_damage",
    },
  ],
  evidence: ({ danger_grade, judgement, visible_damage }) => {
    const parts: Text[] = [];
    const grade = choiceTitle("danger_grade", danger_grade);
    if (grade !== undefined) parts.push({ zh: `鉴定：${grade.zh}`, en: `assessed: ${grade.en}` });
    const judged = choiceTitle("judgement", judgement);
    if (judged !== undefined) parts.push({ zh: `初判：${judged.zh}`, en: `first judgement: ${judged.en}` });
    if (visible_damage === true) parts.push({ zh: "肉眼可见损伤", en: "visible damage" });
    if (visible_damage === false) parts.push({ zh: "未见损伤", en: "no visible damage" });
    if (parts.length === 0) return { zh: "缺鉴定、初判和损伤记录", en: "neither assessed nor judged" };
    return { zh: parts.map(({ zh }) => zh).join("、"), en: parts.map(({ en }) => en).join(", ") };
  },
};
