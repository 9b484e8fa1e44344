import { Input, Modal } from "antd";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { change, current } from "../state/store.js";
import { useSpeech } from "../text/say.js";
import type { Command } from "./command.js";
import { findCommands } from "./find-commands.js";
import { allCommands, commandGroups } from "./index.js";
import { shownKey } from "./keys.js";

/** Finds any command by its Chinese, pinyin or English, and does it. */
export function Palette() {
  const { t, of } = useSpeech();
  const [text, setText] = useState("");
  const [at, setAt] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const [commands] = useState(() =>
    allCommands(current()).filter(({ id, enabled }) => enabled !== false && id !== "help.palette"),
  );
  const found = findCommands(commands, text);
  const index = Math.min(at, found.length - 1);
  const close = () => change({ dialog: { type: "none" } });
  const run = (command: Command | undefined) => {
    if (command === undefined) return;
    close();
    command.run();
  };
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Enter") run(found[index]);
    else if (event.key === "ArrowDown") setAt(Math.min(found.length - 1, index + 1));
    else if (event.key === "ArrowUp") setAt(Math.max(0, index - 1));
    else return;
    event.preventDefault();
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is marked is to be seen.
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest" });
  }, [index, text]);
  return (
    <Modal
      open
      width={560}
      className="palette"
      style={{ top: 90 }}
      title={t("palette.title")}
      footer={null}
      onCancel={close}
    >
      <Input
        autoFocus
        value={text}
        placeholder={t("palette.hint")}
        role="combobox"
        aria-expanded
        aria-controls="palette-list"
        aria-label={t("palette.title")}
        aria-activedescendant={found[index] === undefined ? undefined : `palette-${found[index].id}`}
        onChange={(event) => {
          setText(event.target.value);
          setAt(0);
        }}
        onKeyDown={press}
      />
      <div id="palette-list" ref={list} className="palette-list" role="listbox" aria-label={t("palette.list")}>
        {found.map((command, place) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field above takes the keys.
          <div
            key={command.id}
            id={`palette-${command.id}`}
            role="option"
            tabIndex={-1}
            aria-selected={place === index}
            onClick={() => run(command)}
            onMouseMove={() => setAt(place)}
          >
            <span className="quiet">{of(groupTitle(command))}</span>
            <span className="clip">{of(command.title)}</span>
            {command.keys?.[0] !== undefined && <kbd>{shownKey(command.keys[0])}</kbd>}
          </div>
        ))}
      </div>
      {found.length === 0 && <p className="quiet">{t("palette.none")}</p>}
    </Modal>
  );
}

function groupTitle({ id }: Command) {
  const group = commandGroups.find(({ entries }) =>
    entries(current()).some((entry) => entry !== "rule" && "id" in entry && entry.id === id),
  );
  return group?.title ?? { zh: "", en: "" };
}
