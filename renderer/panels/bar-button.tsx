import { Button } from "antd";
import type { ReactNode } from "react";
import { commandOf } from "../commands/index.js";
import { shownKey } from "../commands/keys.js";
import { current, useStore } from "../state/store.js";
import { useSpeech } from "../text/say.js";

interface Given {
  /** Id of the command that it gives. */
  readonly command: string;
  readonly icon: ReactNode;
  readonly label: string;
  readonly primary?: boolean;
  /** For what opens and closes: whether it is open. */
  readonly pressed?: boolean;
}

/** A command as a button of the toolbar; its tooltip has the whole title and the key. */
export function BarButton({ command: id, icon, label, primary = false, pressed }: Given) {
  const { of } = useSpeech();
  // A word and not the command itself, which is made anew at every movement of the pointer.
  const readiness = useStore((state) => {
    const found = commandOf(state, id);
    return found === null ? "missing" : found.enabled === false ? "off" : "on";
  });
  const command = commandOf(current(), id);
  if (command === null || readiness === "missing") return null;
  const [key] = command.keys ?? [];
  const title = of(command.title).replace("…", "");
  return (
    <Button
      type={primary ? "primary" : "default"}
      icon={icon}
      disabled={readiness === "off"}
      title={key === undefined ? title : `${title} (${shownKey(key)})`}
      {...(pressed === undefined ? {} : { "aria-pressed": pressed })}
      onClick={() => commandOf(current(), id)?.run()}
    >
      {label}
    </Button>
  );
}
