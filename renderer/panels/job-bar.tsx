import { LoadingOutlined } from "@ant-design/icons";
import { Button, Progress } from "antd";
import { useEffect, useState } from "react";
import { cancelJob, percentDone, rowsPerSecond, timeLeft } from "../state/jobs.js";
import { type Job, useStore } from "../state/store.js";
import { formatDuration, formatNumber } from "../text/format.js";
import { useSpeech } from "../text/say.js";
import { NoticeCard } from "./notice-card.js";

/** A job shorter than this never shows a card. */
const patience = 300;

/** Cards at the foot of the map: messages, and long work with phase, percent or honest "counting", time left, cancel. */
export function JobBar() {
  const { t } = useSpeech();
  const jobs = useStore((state) => state.jobs);
  const now = useNow(jobs.some(({ state }) => state === "running" || state === "cancelling"));
  const shown = jobs.filter((job) => job.state !== "done" && now - job.startedAt > patience);
  const notices = useStore((state) => state.notices);
  const calm = notices.filter(({ tone }) => tone !== "error");
  if (shown.length === 0 && calm.length === 0) return null;
  return (
    <section className="jobs" aria-label={t("job.running")}>
      {calm.map((notice) => (
        <NoticeCard key={notice.id} notice={notice} />
      ))}
      {shown.map((job) => (
        <JobCard key={job.id} job={job} now={now} />
      ))}
    </section>
  );
}

function JobCard({ job, now }: { job: Job; now: number }) {
  const { t, of, locale } = useSpeech();
  const percent = percentDone(job);
  const left = timeLeft(job, now);
  const { done, total, unit } = job.progress ?? {};
  const rate = rowsPerSecond(job, now);
  const number = (value: number) => formatNumber(locale, value, 0);
  const parts = [
    job.progress === null ? t("job.counting") : of(job.progress.phase),
    ...(unit === "rows" && done !== undefined
      ? [t("job.rows", { done: total === undefined ? number(done) : `${number(done)} / ${number(total)}` })]
      : []),
    ...(rate === null ? [] : [t("job.rate", { rate: number(rate) })]),
    ...(left === null ? [] : [t("job.left", { time: formatDuration(locale, left) })]),
  ];
  return (
    <article className="job" data-state={job.state}>
      <div className="job-head">
        <LoadingOutlined />
        <strong className="clip">{of(job.title)}</strong>
        <Button size="small" disabled={job.state === "cancelling"} onClick={() => cancelJob(job.id)}>
          {t(job.state === "cancelling" ? "job.cancelling" : "job.cancel")}
        </Button>
      </div>
      <Progress
        percent={percent ?? 0}
        size="small"
        showInfo={percent !== null}
        status={percent === null ? "active" : "normal"}
        aria-label={of(job.title)}
      />
      <p className="quiet">{parts.join(" · ")}</p>
    </article>
  );
}

/** The time, four times a second while something runs. */
function useNow(running: boolean): number {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    setNow(Date.now());
    if (!running) return;
    const timer = window.setInterval(() => setNow(Date.now()), 250);
    return () => window.clearInterval(timer);
  }, [running]);
  return now;
}
