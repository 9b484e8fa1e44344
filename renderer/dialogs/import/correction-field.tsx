import type { ReactNode } from "react";
import type { Guess } from "../../../contract/inspection.js";
import { useSpeech } from "../../text/say.js";

interface CorrectionFieldProps {
  readonly title: string;
  /** Null when the user has decided; absent where nothing was guessed. */
  readonly guess?: Guess<string | null> | null;
  readonly children: ReactNode;
}

/** Something that was recognised: its control, what the guess rests on, and a mark where a user should look. */
export function CorrectionField({ title, guess, children }: CorrectionFieldProps) {
  const { t, of } = useSpeech();
  return (
    <div className="correction">
      <span className="correction-title">{title}</span>
      <div className="correction-control">{children}</div>
      {guess !== undefined && (
        <small className="quiet evidence" title={guess === null ? undefined : of(guess.evidence)}>
          {guess !== null && !guess.sure && <em className="unsure">{t("import.check")}</em>}
          {guess === null ? t("import.byUser") : of(guess.evidence)}
        </small>
      )}
    </div>
  );
}
