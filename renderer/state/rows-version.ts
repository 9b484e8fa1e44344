import type { Layer } from "../../contract/project.js";

/** Changes whenever a layer's rows do: what was asked of them before has to be asked again. */
export function rowsVersion({ revision, count }: Layer): string {
  return `${revision}.${count}`;
}
