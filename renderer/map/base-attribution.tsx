import { useStore } from "../state/store.js";
import { useSpeech } from "../text/say.js";

/** Whose the base maps are that are shown, as their owners or the user worded it. */
export function BaseAttribution() {
  const { t } = useSpeech();
  const { all, described } = useStore((state) => state.baseMaps);
  const named = all.flatMap(({ id, shown, attribution }) => {
    const text = attribution === "" ? (described.get(id)?.attribution ?? "") : attribution;
    return shown && text !== "" ? [text] : [];
  });
  if (named.length === 0) return null;
  const text = t("base.from", { names: [...new Set(named)].join(" · ") });
  return (
    <p className="base-attribution" title={text}>
      {text}
    </p>
  );
}
