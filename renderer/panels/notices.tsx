import { App, Button, Space } from "antd";
import { useEffect } from "react";
import type { Layer } from "../../contract/project.js";
import { dismissNotice } from "../state/notices.js";
import { showRows } from "../state/selection.js";
import { change, type Notice, useStore } from "../state/store.js";
import { formatNumber } from "../text/format.js";
import { useSpeech } from "../text/say.js";

/** Shows the errors of the store until they are closed, and reads announcements to screen readers. */
export function Notices() {
  const { notification } = App.useApp();
  const speech = useSpeech();
  const notices = useStore((state) => state.notices);
  const announcement = useStore((state) => state.announcement);
  useEffect(() => {
    for (const notice of notices) {
      if (notice.tone !== "error") continue;
      notification.error({
        key: String(notice.id),
        title: speech.of(notice.title),
        actions: <NoticeActions notice={notice} />,
        duration: false,
        placement: "top",
        role: "alert",
        onClose: () => dismissNotice(notice.id),
      });
    }
  }, [notices, notification, speech]);
  return (
    <div className="spoken" aria-live="polite">
      {announcement}
    </div>
  );
}

const none: readonly Layer[] = [];

/** What can be done about a message: see its rows, show the file that was written, copy the details of a fault. */
export function NoticeActions({ notice: { path, detail, layers, source } }: { notice: Notice }) {
  const { t, of, locale } = useSpeech();
  const project = useStore((state) => state.project?.layers ?? none);
  const shown = project.filter(({ id }) => layers.includes(id));
  const known = source !== null && project.some(({ id }) => id === source);
  if (path === null && detail === null && shown.length === 0 && !known) return null;
  return (
    <Space wrap>
      {shown.map((layer) => (
        <Button key={layer.id} size="small" onClick={() => showRows(layer)}>
          {t("import.seeRows", { name: of(layer.title), count: formatNumber(locale, layer.count) })}
        </Button>
      ))}
      {known && (
        <Button size="small" type="text" onClick={() => change({ dialog: { type: "source", layer: source } })}>
          {t("layers.source")}
        </Button>
      )}
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
