/** What a square of the map can be filled with: a smaller square of a colour, or stripes of it that leave half to be seen through. */
type Pattern = "square" | "hatch";

/** Side of the image, which repeats, in px of the map: that of a square in a tile as it is drawn at a whole zoom. */
const side = 8;
/** Sharp where squares are drawn larger, at zooms between whole ones, and on screens with two pixels for one. */
const ratio = 4;

/** Name of an image with a pattern of a colour. */
export function patternName(pattern: Pattern, colour: string): string {
  return `${pattern}:${colour}`;
}

/** The image of that name, drawn on a canvas; null for the name of another image. */
export function patternImage(name: string): { image: ImageData; pixelRatio: number } | null {
  const [pattern, colour] = name.split(":");
  if ((pattern !== "square" && pattern !== "hatch") || colour === undefined) return null;
  const canvas = document.createElement("canvas");
  canvas.width = side * ratio;
  canvas.height = side * ratio;
  const context = canvas.getContext("2d");
  if (context === null) return null;
  context.scale(ratio, ratio);
  if (pattern === "square") drawSquare(context, colour);
  else drawStripes(context, colour);
  return { image: context.getImageData(0, 0, canvas.width, canvas.height), pixelRatio: ratio };
}

/** Over two fifths of the area, beside the corner that squares of lines and points take. */
function drawSquare(context: CanvasRenderingContext2D, colour: string): void {
  context.fillStyle = colour;
  context.fillRect(0.06 * side, 0.06 * side, 0.64 * side, 0.64 * side);
}

function drawStripes(context: CanvasRenderingContext2D, colour: string): void {
  context.strokeStyle = colour;
  context.lineWidth = side / 2 / Math.SQRT2;
  context.beginPath();
  for (const shift of [-side, 0, side]) {
    context.moveTo(shift - side, 2 * side);
    context.lineTo(shift + 2 * side, -side);
  }
  context.stroke();
}
