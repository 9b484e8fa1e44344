/** The views of the map that were left, and those that one came back from: `[` and `]`. */
export interface ViewHistory<View> {
  /** Says where the map is now; forgets what lay ahead. A view the same as the one before is none. */
  note(view: View): void;
  /** The view so many steps on, negative: back; null where there is none. */
  go(steps: number): View | null;
}

const longest = 100;

export function viewHistory<View>(isSame: (one: View, other: View) => boolean): ViewHistory<View> {
  let views: View[] = [];
  let at = -1;
  return {
    note(view) {
      const now = views[at];
      if (now !== undefined && isSame(now, view)) return;
      views = [...views.slice(0, at + 1), view].slice(-longest);
      at = views.length - 1;
    },
    go(steps) {
      const view = views[at + steps];
      if (view === undefined) return null;
      at += steps;
      return view;
    },
  };
}
