import type { Layer } from "../../contract/project.js";

/** Changes whenever a layer's rows or its classes do: what was asked of them before has to be asked again. */
export function rowsVersion({ revision, count, view }: Layer): string {
  return view === undefined || view.styled === 0 ? `${revision}.${count}` : `${revision}.${count}.${view.styled}`;
}
