import { App, Button, Space } from "antd";
import { useEffect } from "react";
import { dismissNotice } from "../state/notices.js";
import { type Notice, useStore } from "../state/store.js";
import { type Speech, useSpeech } from "../text/say.js";

/** Seconds until a message leaves; an error stays until it is closed. */
const stay = 6;

/** Shows the messages of the store, and reads announcements to screen readers. */
export function Notices() {
  const { notification } = App.useApp();
  const speech = useSpeech();
  const notices = useStore((state) => state.notices);
  const announcement = useStore((state) => state.announcement);
  useEffect(() => {
    for (const notice of notices) {
      const types = { good: "success", note: "info", error: "error" } as const;
      notification.open({
        key: String(notice.id),
        type: types[notice.tone],
        title: speech.of(notice.title),
        actions: <Actions notice={notice} speech={speech} />,
        duration: notice.tone === "error" ? false : stay,
        placement: "bottomRight",
        role: notice.tone === "error" ? "alert" : "status",
        onClose: () => dismissNotice(notice.id),
      });
    }
  }, [notices, notification, speech.of, speech]);
  return (
    <div className="spoken" aria-live="polite">
      {announcement}
    </div>
  );
}

function Actions({ notice: { path, detail }, speech: { t } }: { notice: Notice; speech: Speech }) {
  if (path === null && detail === null) return null;
  return (
    <Space>
      {path !== null && (
        <Button size="small" onClick={() => void window.desktop.showInFolder(path)}>
          {t("export.show")}
        </Button>
      )}
      {detail !== null && (
        <Button size="small" onClick={() => void navigator.clipboard.writeText(detail)}>
          {t("common.copyDetails")}
        </Button>
      )}
    </Space>
  );
}
