import type { CallContext } from "../contract/wire.js";
import type { Session } from "./database.js";

/** Runs `work` on what is open; ends early when the caller cancels or the project is closed. */
export type Job<Open> = <T>(context: CallContext, work: (open: Open, context: CallContext) => Promise<T>) => Promise<T>;

/** The same with a connection of its own to the open project's database. */
export type Query<Open> = <T>(
  context: CallContext,
  work: (open: Open, session: Session, context: CallContext) => Promise<T>,
) => Promise<T>;
