import { z } from "zod";

/** The jobs that the window can be laid out for: look about, pick and assess, find hot spots and export them. */
export const workplaces = ["explore", "pick", "hotspots"] as const;
export type Workplace = (typeof workplaces)[number];

/** A panel beside the map; `size` in px across its edge: the width of left and right, the height of the table. */
const panel = z.strictObject({ open: z.boolean(), size: z.int().min(80).max(4000) });
export type PanelSize = z.infer<typeof panel>;

const names = z.array(z.string().max(200)).max(300).readonly();

/** What a user arranged in the window; kept in the user's settings file. */
export const preferences = z.strictObject({
  /** The first steps were gone through or skipped. */
  welcomed: z.boolean(),
  /** Keys without Ctrl act while nobody types; can be switched off (WCAG 2.1.4). */
  singleKeys: z.boolean(),
  /** How the status bar tells the position under the pointer: degrees, or metres of the project's CRS. */
  position: z.enum(["degrees", "metres"]),
  workplace: z.enum(workplaces),
  left: panel,
  right: panel,
  bottom: panel,
  /** Kind of layer → how its columns stand in the table: these first, those left out, those shown that usually are not. Absent: as usual. */
  columns: z
    .record(z.string().max(200), z.strictObject({ first: names, hidden: names, added: names.optional() }))
    .optional(),
});
export type Preferences = z.infer<typeof preferences>;
