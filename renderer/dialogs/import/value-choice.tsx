import { Input, Select } from "antd";
import { useState } from "react";
import type { KindColumnEntry } from "../../../contract/catalog.js";
import { useSpeech } from "../../text/say.js";

interface ValueChoiceProps {
  readonly column: KindColumnEntry;
  readonly label: string;
  /** Null: as the program reads it. */
  readonly target: string | null;
  readonly choose: (target: string | null) => void;
}

/** What the engine takes for "unknown". */
const unknown = "";
/** Stands for null in a list, whose values must not be null. */
const byItself = "\u0000";

/** What a value stands for: yes or no, a choice of the column, or what is typed; always also "unknown" and "as recognised". */
export function ValueChoice({ column, label, target, choose }: ValueChoiceProps) {
  const { t, of } = useSpeech();
  const fixed =
    column.type === "flag"
      ? [
          { value: "true", label: t("card.yes") },
          { value: "false", label: t("card.no") },
        ]
      : (column.choices ?? []).map(({ value, title }) => ({ value, label: of(title) }));
  if (fixed.length === 0) return <TypedValue label={label} target={target} choose={choose} />;
  return (
    <Select
      size="small"
      aria-label={label}
      value={target ?? byItself}
      onChange={(chosen: string) => choose(chosen === byItself ? null : chosen)}
      options={[
        { value: byItself, label: t("import.asRecognised") },
        ...fixed,
        { value: unknown, label: t("import.asUnknown") },
      ]}
    />
  );
}

/** A number or text that stands for the value; taken over on Enter or when the field is left. */
function TypedValue({ label, target, choose }: Omit<ValueChoiceProps, "column">) {
  const { t } = useSpeech();
  const [typed, setTyped] = useState(target ?? "");
  const take = () => {
    const next = typed.trim() === "" ? null : typed.trim();
    if (next !== target) choose(next);
  };
  return (
    <Input
      size="small"
      aria-label={label}
      value={typed}
      placeholder={t("import.asUnknown")}
      maxLength={80}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={take}
      onPressEnter={take}
    />
  );
}
