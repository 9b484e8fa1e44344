/** Tiers of areas from the highest, and the digits of their statistical codes (GB/T 10114); 0: no fixed number. */
export const tierDigits: ReadonlyMap<string, number> = new Map([
  ["district", 6],
  ["street", 9],
  ["community", 12],
  ["grid", 0],
]);

/** Statistical codes without the zeros that fill them up: 360302000000 is 360302, 360302001000 is 360302001. SQL. */
export function plainCode(value: string): string {
  return `regexp_replace(regexp_replace(trim(${value}), '^([0-9]{6})(000){1,2}$', '\\1'), '^([0-9]{9})000$', '\\1')`;
}
