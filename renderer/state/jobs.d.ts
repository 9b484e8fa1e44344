import type { Text } from "../../contract/text.js";
import type { AskOptions } from "../../contract/wire.js";
import { type Job } from "./store.js";
/** Does `work` as a job with a card: phase, percent, time left, cancel. Throws what `work` throws. */
export declare function runJob<Value>(title: Text, work: (options: AskOptions) => Promise<Value>): Promise<Value>;
/** Asks the engine to stop the job, and stops the engine where it does not obey in time. */
export declare function cancelJob(id: number): void;
/** Cancels the job that was begun last: Ctrl+. */
export declare function cancelNewestJob(): void;
export declare function dismissJob(id: number): void;
/** Milliseconds that the phase still takes at its pace so far; null while that cannot be said. */
export declare function timeLeft(job: Job, now: number): number | null;
/** Whole percent of the phase, or null: "counting". */
export declare function percentDone(job: Job): number | null;
