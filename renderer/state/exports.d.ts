import type { FormatEntry } from "../../contract/catalog.js";
import type { Layer, Run } from "../../contract/project.js";
/** Asks where to, then writes a layer. The system's dialog has already asked about replacing. False: the user left it. */
export declare function exportLayer(layer: Layer, format: FormatEntry): Promise<boolean>;
/** Asks for a folder, then writes a run's set of files into a new one inside it, never over an existing one. */
export declare function exportRun(run: Run): Promise<boolean>;
/** `hotspots-20261123-1`: the day of the run and its number, so that two runs of a day do not meet. */
export declare function runFolder(run: Run, attempt?: number): string;
