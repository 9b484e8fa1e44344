import type { Api } from "../../contract/api.js";
import type { Catalog } from "../../contract/catalog.js";
import type { Locale, Text } from "../../contract/text.js";
import type { Client, Progress } from "../../contract/wire.js";
import type { Command, Parsed } from "./arguments.js";

/** What a command works with. */
export interface CommandContext {
  readonly client: Client<Api>;
  readonly catalog: Catalog;
  readonly locale: Locale;
  readonly signal: AbortSignal;
  /** Milliseconds since 1970 when the command began. */
  readonly since: number;
  /** Ends the engine, so that its files can be moved. */
  closeEngine(): Promise<void>;
  /** One line for people, on stderr. */
  say(text: Text): void;
  progress(progress: Progress): void;
}

/** What a command prints: lines for people, or one JSON value with `--json`. */
export interface Outcome {
  readonly lines: readonly string[];
  readonly json: unknown;
  /** Exit status of a command that found what it was asked to look for; 0 unless said. */
  readonly status?: number;
}

export interface RunnableCommand extends Command {
  run(parsed: Parsed, context: CommandContext): Promise<Outcome>;
}
