import { type Measure, milliseconds, percentile } from "./measures.js";
import { processorTime } from "./processes.js";
import type { WindowRoom } from "./window.js";

const [starts, longest] = [5, 2000];

/** What the time goes to, by the mark at its end; the first is the process's own start until it asks for the page. */
const steps = {
  navigation: "Electron",
  page: "code of the page",
  engine: "engine connected",
  project: "project known",
  tile: "first tile",
  picture: "all drawn",
} as const;
type Step = keyof typeof steps;

/** The program started on a project, again and again: from the start of its process to all in view drawn, and what took how long. */
export async function measureFirstPicture(room: WindowRoom, project: string): Promise<Measure[]> {
  const all: Record<Step, number>[] = [];
  const processor: number[] = [];
  for (let turn = 0; turn <= starts; turn++) {
    await room.open(project, async ({ page, pid, started }) => {
      const { origin, marks } = await page.evaluate(() => ({
        origin: performance.timeOrigin,
        marks: performance.getEntriesByType("mark").map(({ name, startTime }) => ({ name, startTime })),
      }));
      const at = (step: Step) => marks.find(({ name }) => name === `start:${step}`)?.startTime ?? 0;
      const names = Object.keys(steps) as Step[];
      const since = Object.fromEntries(names.map((step) => [step, origin - started + at(step)]));
      // The first start fills the caches of the system and of the program.
      if (turn === 0) return;
      all.push(since as Record<Step, number>);
      processor.push(processorTime(pid));
    });
  }
  const median = (values: readonly number[]) => percentile(values, 0.5);
  const picture = all.map((each) => each.picture);
  const names = Object.keys(steps) as Step[];
  const split = names.map((step, at) => {
    const before = names[at - 1];
    const spent = all.map((each) => each[step] - (before === undefined ? 0 : each[before]));
    return `${steps[step]} ${milliseconds(median(spent))}`;
  });
  return [
    {
      name: `window on the project: from start to the first picture (${starts} starts)`,
      value: `median ${milliseconds(median(picture))}, ${milliseconds(Math.min(...picture))} to ${milliseconds(Math.max(...picture))}`,
      budget: "2 s",
      met: median(picture) <= longest,
    },
    { name: "— its steps, medians", value: split.join(", ") },
    { name: "— processor of all its processes, 5 s after the start", value: milliseconds(median(processor)) },
  ];
}
