/** Steps from the page's own code to the first picture. `picture` is all that is in view. */
type StartStep = "page" | "engine" | "catalog" | "project" | "tile" | "picture";

const marked = new Set<StartStep>();

/** Notes in the page's timeline when a step was first taken, for the bench: `start:STEP` among the marks of User Timing. */
export function markStart(step: StartStep): void {
  if (marked.has(step)) return;
  marked.add(step);
  performance.mark(`start:${step}`);
}
