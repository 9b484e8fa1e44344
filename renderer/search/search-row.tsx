import type { FoundRow } from "../../contract/search-calls.js";
import { Swatch } from "../map/swatch.js";
import { useStore } from "../state/store.js";
import { useSpeech } from "../text/say.js";

interface Given {
  readonly index: number;
  readonly isMarked: boolean;
  readonly title: string;
  readonly detail: string;
  /** Null for a position. */
  readonly found: FoundRow | null;
  readonly go: (index: number) => void;
}

/** One result: what it is called, what more is known, its layer and class. */
export function SearchRow({ index, isMarked, title, detail, found, go }: Given) {
  const { of } = useSpeech();
  const layer = useStore((state) => state.project?.layers.find(({ id }) => id === found?.layer));
  const painted = layer?.paint.classes.find(({ value }) => value === (found?.paintClass ?? null));
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field above takes the keys.
    // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the field.
    <div
      id={`found-${index}`}
      role="option"
      aria-selected={isMarked}
      // Before the field loses the focus, and with it the list.
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => go(index)}
    >
      <strong className="clip">{title}</strong>
      {detail !== "" && <span className="clip">{detail}</span>}
      {layer !== undefined && (
        <span className="quiet clip">
          {painted !== undefined && <Swatch entry={painted} geometry={layer.geometry} />}
          {of(layer.title)}
          {painted !== undefined && ` · ${of(painted.title)}`}
        </span>
      )}
    </div>
  );
}
