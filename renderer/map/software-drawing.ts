import type { Map as MapLibre } from "maplibre-gl";

/** Drivers that draw with the processor, as WebGL names them. */
const software = /swiftshader|llvmpipe|softpipe|basic render/iu;

/** So long the map may stay empty, in milliseconds: from then on it shows what is there. */
const longest = 3000;

/**
 * Spares a processor that draws without a graphics card, where a frame takes 50 to 400 ms: until all in view is there none is drawn
 * (a start had ten of them, and the tiles on their way waited), nor while tiles come to take the place of those that are shown
 * (`isTurning`), and none has a sky, which stands above the picture at every tilt that the map has. With a graphics card nothing
 * changes: tiles appear as they come.
 */
export function spareProcessor(map: MapLibre, isTurning: () => boolean): void {
  const { painter } = map;
  if (!drawsInSoftware(painter.context.gl)) return;
  const until = performance.now() + longest;
  const draw = painter.render.bind(painter);
  let begun = false;
  painter.render = (...frame) => {
    begun ||= map.loaded() || performance.now() > until;
    if (begun && (map.isMoving() || !isTurning())) draw(...frame);
  };
  painter.drawFunctions = { ...painter.drawFunctions, sky: () => undefined };
  // Where nothing more arrives, no frame would show what is there.
  window.setTimeout(() => {
    if (!begun) map.triggerRepaint();
  }, longest);
}

function drawsInSoftware(gl: WebGL2RenderingContext): boolean {
  const names = gl.getExtension("WEBGL_debug_renderer_info");
  return names !== null && software.test(String(gl.getParameter(names.UNMASKED_RENDERER_WEBGL)));
}
