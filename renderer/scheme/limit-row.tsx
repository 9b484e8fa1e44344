import { Input } from "antd";
import { useId, useState } from "react";
import { type ProfileLimit, pressureTitles } from "../../contract/profile-limits.js";
import { longestSource } from "../../contract/scheme.js";
import type { Text } from "../../contract/text.js";
import { useSpeech } from "../text/say.js";
import { readMetres } from "./own-profile.js";

interface LimitRowProps {
  readonly limit: ProfileLimit;
  /** Why it cannot be judged by as it is. */
  readonly fault: Text | null;
  /** Why it cannot be changed; undefined: it can. */
  readonly locked: string | undefined;
  readonly typeMetres: (metres: number) => void;
  readonly typeSource: (source: string) => void;
}

/** One value of an office's own profile with its source, both to be changed; beneath it what is wrong with it. */
export function LimitRow({ limit, fault, locked, typeMetres, typeSource }: LimitRowProps) {
  const { t, of } = useSpeech();
  const faultId = useId();
  const [text, setText] = useState("");
  const name = `${of(pressureTitles[limit.pressure])} ${of(limit.title)}`;
  // What was typed stays as it was typed while it means what the profile holds: `1.` on the way to `1.5`.
  const shown = Object.is(readMetres(text), limit.metres) ? text : metresText(limit.metres);
  const status = fault === null ? "" : "error";
  const described = { "aria-invalid": fault !== null, ...(fault === null ? {} : { "aria-describedby": faultId }) };
  const fixed = { disabled: locked !== undefined, ...(locked === undefined ? {} : { title: locked }) };
  return (
    <>
      <tr data-limit={limit.key}>
        <th scope="row">{of(limit.title)}</th>
        <td>
          <Input
            {...fixed}
            {...described}
            size="small"
            inputMode="decimal"
            status={status}
            aria-label={t("scheme.limitMetres", { name })}
            value={shown}
            onChange={({ target }) => {
              setText(target.value);
              typeMetres(readMetres(target.value));
            }}
          />
        </td>
        <td>
          <Input.TextArea
            {...fixed}
            {...described}
            size="small"
            rows={1}
            status={limit.source.trim() === "" ? "error" : ""}
            maxLength={longestSource}
            aria-label={t("scheme.limitSource", { name })}
            placeholder={t("scheme.sourceHint")}
            value={limit.source}
            onPressEnter={(event) => event.preventDefault()}
            onChange={({ target }) => typeSource(target.value.replace(/\s*\n\s*/gu, " "))}
          />
        </td>
      </tr>
      {fault !== null && (
        <tr>
          <td colSpan={3}>
            <p id={faultId} className="scheme-fault" role="alert">
              {of(fault)}
            </p>
          </td>
        </tr>
      )}
    </>
  );
}

function metresText(metres: number): string {
  return Number.isNaN(metres) ? "" : String(metres);
}
