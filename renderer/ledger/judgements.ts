import type { JudgementScale } from "../../contract/ledger.js";
import { useSpeech } from "../text/say.js";

/** How a value of a scale is said; those of reliability and seismic class are their own words. */
export function useJudgementTitle(): (scale: JudgementScale, value: string) => string {
  const { t } = useSpeech();
  return (scale, value) => {
    if (scale === "preliminary" && (value === "none" || value === "some" || value === "serious"))
      return t(`preliminary.${value}`);
    return scale === "reliability" && value in roman ? `${roman[value]}${t("cases.level")}` : value;
  };
}

const roman: Readonly<Record<string, string>> = { I: "Ⅰ", II: "Ⅱ", III: "Ⅲ", IV: "Ⅳ" };
