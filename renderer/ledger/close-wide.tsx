import { CloseOutlined } from "@ant-design/icons";
import { change } from "../state/store.js";
import { useSpeech } from "../text/say.js";

/** Takes away what lies over the map. */
export function CloseWide() {
  const { t } = useSpeech();
  return (
    <button
      type="button"
      className="icon-button"
      aria-label={t("cases.backToMap")}
      onClick={() => change({ wide: null })}
    >
      <CloseOutlined />
    </button>
  );
}
