import { CloseOutlined, SearchOutlined } from "@ant-design/icons";
import { type KeyboardEvent, useState } from "react";
import type { Found } from "../../contract/search-calls.js";
import { travel } from "../state/project.js";
import { select } from "../state/selection.js";
import { useStore } from "../state/store.js";
import { formatNumber, formatPosition } from "../text/format.js";
import { useSpeech } from "../text/say.js";
import { searchFieldId } from "./focus-search.js";
import { SearchRow } from "./search-row.js";
import { listed, useSearch } from "./use-search.js";

/** Degrees to each side of a position that was typed: some 200 m. */
const aboutPosition = 0.001;

/** The search on the map: a code, a name, an address or a position; arrow keys choose, Enter goes there. */
export function SearchBox() {
  const { t, locale } = useSpeech();
  const [text, setText] = useState("");
  const [isOpen, setOpen] = useState(false);
  const [at, setAt] = useState(0);
  const isEmpty = useStore((state) => (state.project?.layers.length ?? 0) === 0);
  const { found, busy } = useSearch(text);
  const count = found === null ? 0 : found.positions.length + found.rows.length;
  const shown = isOpen && text.trim() !== "" && found !== null;
  const go = (index: number) => {
    if (found === null) return;
    visit(found, index);
    setOpen(false);
  };
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      setOpen(true);
      setAt(Math.max(0, Math.min(count - 1, at + (event.key === "ArrowDown" ? 1 : -1))));
    } else if (event.key === "Enter" && !busy && at < count) go(at);
    else if (event.key === "Escape") {
      if (shown) setOpen(false);
      else if (event.target instanceof HTMLElement) event.target.blur();
    } else return;
    event.preventDefault();
  };
  if (isEmpty) return null;
  return (
    <search className="search" onBlur={(event) => !event.currentTarget.contains(event.relatedTarget) && setOpen(false)}>
      <div className="search-field">
        <SearchOutlined />
        <input
          id={searchFieldId}
          type="text"
          value={text}
          placeholder={t("search.hint")}
          role="combobox"
          aria-label={t("search.label")}
          aria-expanded={shown}
          aria-controls="search-results"
          aria-activedescendant={shown && count > 0 ? `found-${at}` : undefined}
          autoComplete="off"
          maxLength={200}
          onChange={(event) => {
            setText(event.target.value);
            setAt(0);
            setOpen(true);
          }}
          onFocus={() => setOpen(true)}
          onKeyDown={press}
        />
        {text !== "" && (
          <button type="button" className="icon-button" aria-label={t("search.clear")} onClick={() => setText("")}>
            <CloseOutlined />
          </button>
        )}
      </div>
      {shown && (
        <div className="search-found" data-busy={busy}>
          <div id="search-results" role="listbox" aria-label={t("search.results")}>
            {found.positions.map((position, index) => (
              <SearchRow
                key={position.typed}
                index={index}
                isMarked={index === at}
                title={formatPosition(position.longitude, position.latitude, 6)}
                detail={t("search.position")}
                found={null}
                go={go}
              />
            ))}
            {found.rows.map((row, each) => {
              const index = found.positions.length + each;
              const [title = `${row.fid}`, ...rest] = [row.code, row.name, row.address].filter((part) => part !== null);
              return (
                <SearchRow
                  key={`${row.layer}/${row.fid}`}
                  index={index}
                  isMarked={index === at}
                  title={title}
                  detail={rest.join(" · ")}
                  found={row}
                  go={go}
                />
              );
            })}
          </div>
          <p className="quiet" aria-live="polite">
            {count === 0 && !busy && t("search.none", { text: text.trim() })}
            {busy && t("search.busy")}
            {!busy && count > 0 && found.more && t("search.more", { count: listed })}
            {!busy && count > 0 && !found.more && t("search.count", { count: formatNumber(locale, count, 0) })}
          </p>
        </div>
      )}
    </search>
  );
}

/** Goes to the place of a result, and selects it where it is a row. */
function visit(found: Found, index: number): void {
  const position = found.positions[index];
  if (position !== undefined) {
    const { longitude, latitude } = position;
    travel([longitude - aboutPosition, latitude - aboutPosition, longitude + aboutPosition, latitude + aboutPosition]);
    return;
  }
  const place = index - found.positions.length;
  const row = found.rows[place];
  if (row === undefined) return;
  void select({ layer: row.layer, fid: row.fid });
  const bounds = found.bounds[place];
  if (bounds != null) travel(bounds);
}
