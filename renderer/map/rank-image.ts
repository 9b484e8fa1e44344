import { fontStacks, type Theme, tokens } from "../theme/tokens.js";

/**
 * A round label with a rank, drawn on a canvas. MapLibre's own text needs glyph files over a request, and DOM markers
 * neither collide nor sort; an image does both. `name`: `rank:THEME:plain|chosen:NUMBER`.
 */
export function rankImage(name: string): { image: ImageData; pixelRatio: number } | null {
  const [kind, theme, look, number] = name.split(":");
  if (kind !== "rank" || number === undefined || (theme !== "light" && theme !== "dark")) return null;
  const ratio = 2;
  const height = 22;
  const width = Math.max(height, 12 + number.length * 8);
  const canvas = document.createElement("canvas");
  canvas.width = width * ratio;
  canvas.height = height * ratio;
  const context = canvas.getContext("2d");
  if (context === null) return null;
  context.scale(ratio, ratio);
  drawPill(context, width, height, theme, look === "chosen");
  context.fillText(number, width / 2, height / 2 + 0.5);
  return { image: context.getImageData(0, 0, canvas.width, canvas.height), pixelRatio: ratio };
}

function drawPill(
  context: CanvasRenderingContext2D,
  width: number,
  height: number,
  theme: Theme,
  chosen: boolean,
): void {
  const colours = tokens[theme];
  context.beginPath();
  context.roundRect(1.5, 1.5, width - 3, height - 3, height / 2);
  context.fillStyle = chosen ? colours.halo : colours.ink;
  context.fill();
  context.lineWidth = 1.5;
  context.strokeStyle = colours.panel;
  context.stroke();
  context.fillStyle = chosen && theme === "light" ? "#ffffff" : colours.panel;
  context.font = `600 12px ${fontStacks.zh}`;
  context.textAlign = "center";
  context.textBaseline = "middle";
}
