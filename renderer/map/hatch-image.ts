/** Side of the image, which repeats, in px of the map. */
const side = 8;
/** Of a screen with two pixels for one, so that the stripes are sharp there too. */
const ratio = 2;

/** Name of the image with stripes of a colour. */
export function hatchName(colour: string): string {
  return `hatch:${colour}`;
}

/** Slanting stripes of a colour over half of what lies beneath them, drawn on a canvas; null for the name of another image. */
export function hatchImage(name: string): { image: ImageData; pixelRatio: number } | null {
  const [kind, colour] = name.split(":");
  if (kind !== "hatch" || colour === undefined) return null;
  const canvas = document.createElement("canvas");
  canvas.width = side * ratio;
  canvas.height = side * ratio;
  const context = canvas.getContext("2d");
  if (context === null) return null;
  context.scale(ratio, ratio);
  context.strokeStyle = colour;
  context.lineWidth = side / 2 / Math.SQRT2;
  context.beginPath();
  for (const shift of [-side, 0, side]) {
    context.moveTo(shift - side, 2 * side);
    context.lineTo(shift + 2 * side, -side);
  }
  context.stroke();
  return { image: context.getImageData(0, 0, canvas.width, canvas.height), pixelRatio: ratio };
}
