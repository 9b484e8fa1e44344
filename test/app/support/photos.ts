/** In the page: a photo of 4000 × 3000, red in the middle, encoded by Chromium; base64. */
export async function drawPhoto({ type, index }: { type: string; index: number }): Promise<string> {
  const canvas = new OffscreenCanvas(4000, 3000);
  const context = canvas.getContext("2d");
  if (context === null) throw new Error("no canvas");
  for (let stripe = 0; stripe < 100; stripe++) {
    context.fillStyle = `hsl(${(stripe * 37 + index * 90) % 360} 60% 50%)`;
    context.fillRect(stripe * 40, 0, 40, 3000);
  }
  context.fillStyle = "rgb(200 40 40)";
  context.fillRect(1000, 750, 2000, 1500);
  const blob = await canvas.convertToBlob({ type, quality: 0.95 });
  const bytes = new Uint8Array(await blob.arrayBuffer());
  let text = "";
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(text);
}

/** In the page: to the nearest ten, as encoders round. */
export function colourInTheMiddle(canvas: HTMLCanvasElement): number[] {
  const pixel = canvas.getContext("2d")?.getImageData(canvas.width / 2, canvas.height / 2, 1, 1).data ?? [];
  return [...pixel].slice(0, 3).map((value) => Math.round(value / 10) * 10);
}
