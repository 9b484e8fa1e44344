import type { Text } from "../../contract/text.js";
import { useSpeech } from "../text/say.js";

/** What a run decided on the way and why, folded away until it is asked for. */
export function Decisions({ messages }: { messages: readonly Text[] }) {
  const { t, of } = useSpeech();
  if (messages.length === 0) return null;
  return (
    <details className="decisions">
      <summary>{t("results.decisions")}</summary>
      <ul>
        {messages.map((message) => (
          <li key={message.en}>{of(message)}</li>
        ))}
      </ul>
    </details>
  );
}
