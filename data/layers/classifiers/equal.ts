/** Breaks that make all classes between the lowest and the highest value equally wide. */
export function equalBreaks(low: number, high: number, classes: number): number[] {
  const step = (high - low) / classes;
  return Array.from({ length: classes - 1 }, (_each, at) => Number((low + step * (at + 1)).toPrecision(12)));
}
