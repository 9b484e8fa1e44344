/**
 * A repeatable row of numbers from 0 up to, not including, 1 (Chris Doty-Humphrey's sfc32, seeded by one whole number of 32 bits):
 * the same seed gives the same numbers on every machine and in every version.
 */
export function randomNumbers(seed: number): () => number {
  let [a, b, c, counter] = [0x9e3779b9, 0x243f6a88, seed | 0, 1];
  const next = (): number => {
    const mixed = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + mixed) | 0;
    return (mixed >>> 0) / 4_294_967_296;
  };
  for (let warm = 0; warm < 15; warm++) next();
  return next;
}
