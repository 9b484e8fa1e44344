/** Contrast ratio of two colours `#rrggbb`, 1–21 (WCAG 2.2). */
export declare function contrast(one: string, other: string): number;
/** `colour` mixed with `towards` in steps of a twentieth until it stands out from `ground` by `ratio`. */
export declare function standOut(colour: string, ground: string, towards: string, ratio: number): string;
