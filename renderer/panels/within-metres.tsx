import { Button, InputNumber } from "antd";
import { type MouseEvent, useState } from "react";
import { useSpeech } from "../text/say.js";

export const usualMetres = 50;

interface WithinMetresProps {
  /** Words of the button at a number of metres; null: none is typed. */
  readonly action: (metres: number | null) => string;
  readonly hint?: string;
  readonly act: (metres: number, event: MouseEvent) => void;
  /** Told whenever another number is typed. */
  readonly typed?: (metres: number | null) => void;
}

/** Asks for a number of metres, and does something within them. */
export function WithinMetres({ action, hint, act, typed }: WithinMetresProps) {
  const { t } = useSpeech();
  const [metres, setMetres] = useState<number | null>(usualMetres);
  return (
    <>
      <InputNumber
        size="small"
        aria-label={t("filter.metres")}
        min={0}
        max={100_000}
        suffix="m"
        value={metres}
        onChange={(next) => {
          setMetres(next);
          typed?.(next);
        }}
      />
      <Button
        size="small"
        disabled={metres === null}
        {...(hint === undefined ? {} : { title: hint })}
        onClick={(event) => metres !== null && act(metres, event)}
      >
        {action(metres)}
      </Button>
    </>
  );
}
