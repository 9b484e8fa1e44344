import type { State } from "../state/store.js";
import { analysisCommands } from "./analysis.js";
import { type Command, type CommandGroup, isCommand } from "./command.js";
import { editCommands } from "./edit.js";
import { fileCommands } from "./file.js";
import { helpCommands } from "./help.js";
import { layerCommands } from "./layer.js";
import { ledgerCommands } from "./ledger.js";
import { outputCommands } from "./output.js";
import { viewCommands } from "./view.js";

/** The menus from left to right. A group without a title of its own, such as the selection tools, is spread into one of these. */
export const commandGroups: readonly CommandGroup[] = [
  fileCommands,
  editCommands,
  viewCommands,
  layerCommands,
  analysisCommands,
  ledgerCommands,
  outputCommands,
  helpCommands,
];

/** Everything that can be done as things stand, what is not enabled included. */
export function allCommands(state: State): readonly Command[] {
  return commandGroups.flatMap(({ entries }) => entries(state).filter(isCommand));
}

/** The command of this id as things stand. */
export function commandOf(state: State, id: string): Command | null {
  return allCommands(state).find((command) => command.id === id) ?? null;
}
