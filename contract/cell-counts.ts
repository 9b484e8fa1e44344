/**
 * The property of a cell in a tile that holds how many of its features are of a class (null: have no data); absent where none is.
 * The page makes of them what a cell shows, so that a class can be hidden without another tile.
 */
export function countProperty(value: string | null): string {
  return `=${value ?? ""}`;
}
