import { CheckCircleFilled, CloseOutlined, InfoCircleFilled } from "@ant-design/icons";
import { useEffect } from "react";
import { dismissNotice } from "../state/notices.js";
import type { Notice } from "../state/store.js";
import { useSpeech } from "../text/say.js";
import { NoticeActions } from "./notices.js";

/** Milliseconds until a message leaves; one with a file to show stays twice as long, one about rows five times. */
const stay = 6000;

/** A message that leaves by itself, among the job cards, where it covers no control. */
export function NoticeCard({ notice }: { notice: Notice }) {
  const { t, of } = useSpeech();
  const { id, path, layers } = notice;
  const patience = layers.length > 0 ? 5 * stay : path === null ? stay : 2 * stay;
  useEffect(() => {
    const timer = window.setTimeout(() => dismissNotice(id), patience);
    return () => window.clearTimeout(timer);
  }, [id, patience]);
  return (
    <article className="job notice" role="status">
      <div className="job-head">
        {notice.tone === "good" ? <CheckCircleFilled className="good" /> : <InfoCircleFilled />}
        <span>{of(notice.title)}</span>
        <button type="button" className="icon-button" aria-label={t("job.dismiss")} onClick={() => dismissNotice(id)}>
          <CloseOutlined />
        </button>
      </div>
      <NoticeActions notice={notice} />
    </article>
  );
}
