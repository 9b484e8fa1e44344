import type { ReactNode } from "react";

/** A named control of the style panel; the control carries the name for screen readers itself. */
export function Field({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="style-field">
      <span aria-hidden="true">{label}</span>
      {children}
    </div>
  );
}
