import type { Layer } from "../../contract/project.js";
import { type RangeLine, rangeLines, rangesFrom } from "../../contract/ranges.js";
import { useStore } from "../state/store.js";
import { useSpeech } from "../text/say.js";
import { rangeColour } from "./range-style.js";
import { useRangeProfile } from "./use-range-profile.js";

/** The lines of ranges that are drawn at this scale. */
export function RangeLegend() {
  const { t, of } = useSpeech();
  const ranges = useStore((state) => state.ranges && state.zoom >= rangesFrom);
  const layers = useStore((state) => state.project?.layers);
  const hidden = useStore((state) => state.hidden);
  const drawn = (layers ?? []).filter(({ id, count }) => count > 0 && !hidden.has(id));
  const shown = new Set(drawn.map(({ kind }) => kind));
  const lines = rangeLines.filter(({ kind }) => shown.has(kind));
  if (!ranges || lines.length === 0) return null;
  return (
    <section>
      <h3>{t("legend.ranges")}</h3>
      <ul>
        {lines.map((line) => (
          <li key={line.name}>
            <Stroke line={line} />
            <span>{of(line.title)}</span>
          </li>
        ))}
      </ul>
      {drawn
        .filter(({ kind }) => kind === "pipes")
        .map((layer) => (
          <ProfileLine key={layer.id} layer={layer} />
        ))}
    </section>
  );
}

/** By whose ranges those of a layer of pipes are drawn; nothing until the engine has said it. */
function ProfileLine({ layer }: { layer: Layer }) {
  const { t, of } = useSpeech();
  const profile = useRangeProfile(layer.id);
  if (profile === null) return null;
  return <p className="legend-from">{t("legend.rangesBy", { layer: of(layer.title), profile: of(profile) })}</p>;
}

function Stroke({ line }: { line: RangeLine }) {
  const theme = useStore((state) => state.theme);
  const { width, dash } = line;
  return (
    <svg className="swatch" width="18" height="12" viewBox="0 0 18 12" aria-hidden="true">
      <line
        x1="0"
        x2="18"
        y1="6"
        y2="6"
        stroke={rangeColour(line, theme)}
        strokeWidth={width}
        strokeDasharray={dash?.map((length) => length * width).join(" ")}
      />
    </svg>
  );
}
