import { type CSSProperties, type ReactNode, useEffect, useReducer } from "react";
import { fittingSize } from "../state/layout.js";
import { useStore } from "../state/store.js";
import { Edge } from "./edge.js";

/** What stands where in the window. `bottom` is null where no table is open. */
interface FrameParts {
  readonly top: ReactNode;
  readonly left: ReactNode;
  /** Lines above the map: what is to be said about the project, what is filtered. */
  readonly above: ReactNode;
  readonly map: ReactNode;
  readonly bottom: ReactNode | null;
  readonly right: ReactNode;
  readonly status: ReactNode;
}

/** The window's places: panels about the map, as open and as large as the user arranged them and the window has room for. */
export function Frame({ top, left, above, map, bottom, right, status }: FrameParts) {
  const preferences = useStore((state) => state.preferences);
  const [, measureAgain] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    window.addEventListener("resize", measureAgain);
    return () => window.removeEventListener("resize", measureAgain);
  }, []);
  const sizes = {
    "--left": preferences.left.open ? `${fittingSize("left", preferences.left.size)}px` : "0px",
    "--right": preferences.right.open ? `${fittingSize("right", preferences.right.size)}px` : "0px",
    "--bottom": `${fittingSize("bottom", preferences.bottom.size)}px`,
  };
  return (
    <div className="window" style={sizes as CSSProperties}>
      {top}
      {preferences.left.open && (
        <div className="place left-place">
          {left}
          <Edge panel="left" />
        </div>
      )}
      <main className="centre">
        {above}
        <div className="map-area">{map}</div>
        {bottom !== null && (
          <div className="place bottom-place">
            <Edge panel="bottom" />
            {bottom}
          </div>
        )}
      </main>
      {preferences.right.open && (
        <div className="place right-place">
          <Edge panel="right" />
          {right}
        </div>
      )}
      {status}
    </div>
  );
}
