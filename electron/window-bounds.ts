import type { Rectangle } from "electron";
import type { Settings } from "./settings.js";

export const smallestWindow = { width: 960, height: 640 } as const;
const usualWindow = { width: 1440, height: 900 } as const;

/**
 * Where the window opens. `workAreas` are the monitors' usable rectangles, the main one first. Remembered bounds count
 * where a monitor still shows enough of them to grab the title bar; otherwise the window is centred on the main one.
 */
export function startBounds(remembered: Settings["bounds"], workAreas: readonly Rectangle[]): Rectangle {
  const main = workAreas[0] ?? { x: 0, y: 0, ...usualWindow };
  const area = remembered && workAreas.find((candidate) => showsTitleBar(remembered, candidate));
  const { width, height } = limitSize(remembered ?? usualWindow, area ?? main);
  if (remembered === undefined || area === undefined) {
    return {
      x: main.x + Math.round((main.width - width) / 2),
      y: main.y + Math.round((main.height - height) / 2),
      width,
      height,
    };
  }
  return { x: remembered.x, y: Math.max(remembered.y, area.y), width, height };
}

function limitSize(size: { width: number; height: number }, area: Rectangle): { width: number; height: number } {
  return {
    width: Math.max(smallestWindow.width, Math.min(size.width, area.width)),
    height: Math.max(smallestWindow.height, Math.min(size.height, area.height)),
  };
}

/** At least 200 × 40 pixels of the upper edge lie on the monitor. */
function showsTitleBar(bounds: Rectangle, area: Rectangle): boolean {
  const across = Math.min(bounds.x + bounds.width, area.x + area.width) - Math.max(bounds.x, area.x);
  return across >= 200 && bounds.y >= area.y - 40 && bounds.y + 40 <= area.y + area.height;
}
