import type { Api, CallInput, CallOutput } from "../../contract/api.js";
import type { Text } from "../../contract/text.js";
import { type AskOptions } from "../../contract/wire.js";
/** What the connection tells the rest of the page. */
export interface EngineEvents {
  /** A port arrived; `first` is false when the engine was started again. */
  connected(first: boolean): void;
  stopped(reason: Text): void;
}
/** Takes the ports that the preload posts. Must run before the page has loaded, so that the first one is not missed. */
export declare function listenForEngine(): void;
export declare function watchEngine(watcher: EngineEvents): void;
/** Asks the engine, waiting for its port where it is not there yet. */
export declare function ask<Name extends keyof Api & string>(
  name: Name,
  input: CallInput<Name>,
  options?: AskOptions,
): Promise<CallOutput<Name>>;
/** Rises with every engine: what was asked of an older one has to be asked again. */
export declare function engineGeneration(): number;
