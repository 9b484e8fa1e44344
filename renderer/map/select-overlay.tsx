import { type MouseEvent, type PointerEvent, useState } from "react";
import { choose, type How, howOf, type Tool, toolLayer } from "../state/chosen.js";
import { openMapMenu } from "../state/map-menu.js";
import { current, useStore } from "../state/store.js";
import { formatMetres } from "../text/format.js";
import { useSpeech } from "../text/say.js";
import { type Degrees, metresBetween, type Pixel, shapeCondition, thinned } from "./drawn-shape.js";
import { liveMap } from "./live-map.js";

interface Drawing {
  readonly path: readonly Pixel[];
  readonly how: How;
}

/** Over the map while a tool of selection is in hand: what is drawn, and how it will join what is selected. */
export function SelectOverlay() {
  const tool = useStore((state) => state.tool);
  return tool === "click" ? null : <Sheet key={tool} tool={tool} />;
}

function Sheet({ tool }: { tool: Exclude<Tool, "click"> }) {
  const { t, locale } = useSpeech();
  const [drawing, setDrawing] = useState<Drawing | null>(null);
  const begin = (event: PointerEvent<SVGSVGElement>) => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    setDrawing({ path: [pixelOf(event)], how: howOf(event) });
  };
  const go = (event: PointerEvent<SVGSVGElement>) => {
    if (drawing === null) return;
    const at = pixelOf(event);
    const [first] = drawing.path;
    const path = tool === "lasso" || first === undefined ? [...drawing.path, at] : [first, at];
    setDrawing({ path, how: howOf(event) });
  };
  const end = (event: PointerEvent<SVGSVGElement>) => {
    if (drawing === null) return;
    setDrawing(null);
    const layer = toolLayer(current());
    const condition = shapeCondition(tool, drawing.path, degreesOf);
    if (layer !== null && condition !== null) void choose(layer, howOf(event), { filter: [condition] });
  };
  const [from, to] = [drawing?.path[0], drawing?.path.at(-1)];
  const metres =
    tool === "radius" && from !== undefined && to !== undefined
      ? formatMetres(locale, metresBetween(degreesOf(from), degreesOf(to)))
      : null;
  return (
    // biome-ignore lint/a11y/noSvgWithoutTitle: what is drawn is told by the label of what is selected.
    <svg
      className="select-sheet"
      onMouseDown={(event) => event.preventDefault()}
      data-testid="select-sheet"
      onPointerDown={begin}
      onPointerMove={go}
      onPointerUp={end}
      onPointerCancel={() => setDrawing(null)}
      onContextMenu={(event) => openMapMenu(pixelOf(event))}
      onWheel={({ deltaY }) => liveMap()?.zoomBy(deltaY < 0 ? 0.5 : -0.5)}
    >
      {drawing !== null && <Shape tool={tool} path={drawing.path} />}
      {to !== undefined && drawing !== null && (
        <text x={to[0] + 12} y={to[1] - 10}>
          {[t(`select.how.${drawing.how}`), ...(metres === null ? [] : [metres])].join(" · ")}
        </text>
      )}
    </svg>
  );
}

function Shape({ tool, path }: { tool: Exclude<Tool, "click">; path: readonly Pixel[] }) {
  const [[x, y], [toX, toY]] = [path[0] ?? [0, 0], path.at(-1) ?? [0, 0]];
  if (tool === "radius") return <circle cx={x} cy={y} r={Math.hypot(toX - x, toY - y)} />;
  if (tool === "lasso") return <polygon points={thinned(path).join(" ")} />;
  return <rect x={Math.min(x, toX)} y={Math.min(y, toY)} width={Math.abs(toX - x)} height={Math.abs(toY - y)} />;
}

function pixelOf({ clientX, clientY, currentTarget }: MouseEvent<SVGSVGElement>): Pixel {
  const { left, top } = currentTarget.getBoundingClientRect();
  return [clientX - left, clientY - top];
}

function degreesOf(pixel: Pixel): Degrees {
  return liveMap()?.degreesOf(pixel) ?? [0, 0];
}
