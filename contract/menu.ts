import { z } from "zod";

/** What the system does itself, in the page that has the focus. */
export const menuRoles = [
  "undo",
  "redo",
  "cut",
  "copy",
  "paste",
  "selectAll",
  "resetZoom",
  "zoomIn",
  "zoomOut",
  "togglefullscreen",
  "quit",
  "about",
] as const;

const label = z.string().min(1).max(200);

const item = z.union([
  z.strictObject({ rule: z.literal(true) }),
  z.strictObject({ role: z.enum(menuRoles), label }),
  z.strictObject({
    /** Sent back when it is chosen. */
    command: z.string().regex(/^[\w.:-]{1,120}$/u),
    label,
    /** As Electron writes it: `CmdOrCtrl+Shift+S`. Shown only: the page itself hears its keys. */
    accelerator: z.string().max(40).optional(),
    enabled: z.boolean(),
    checked: z.boolean().optional(),
  }),
]);
export type MenuItem = z.infer<typeof item>;

/** The native menu bar, as the page describes it: its commands, in its language, as things stand. */
export const menuBar = z.array(z.strictObject({ label, items: z.array(item).max(60).readonly() })).max(12);
export type MenuBar = readonly { readonly label: string; readonly items: readonly MenuItem[] }[];
