import type { Window } from "./window.js";

/** What stands in the native menu bar, menu by menu. */
export async function menuBar({ app }: Window): Promise<{ menu: string; items: string[] }[]> {
  return await app.evaluate(({ Menu }) =>
    (Menu.getApplicationMenu()?.items ?? []).map(({ label, submenu }) => ({
      menu: label,
      items: (submenu?.items ?? []).filter(({ type }) => type !== "separator").map((item) => item.label),
    })),
  );
}

/** An entry of the native menu bar by the command that it gives. */
export async function menuItem(
  { app }: Window,
  command: string,
): Promise<{ label: string; enabled: boolean; checked: boolean; accelerator: string | null } | null> {
  return await app.evaluate(({ Menu }, id) => {
    const item = Menu.getApplicationMenu()?.getMenuItemById(id);
    if (item == null) return null;
    const { label, enabled, checked } = item;
    return { label, enabled, checked, accelerator: item.accelerator?.toString() ?? null };
  }, command);
}

/** Chooses an entry of the native menu bar. */
export async function chooseInMenu({ app, acts }: Window, command: string): Promise<void> {
  acts.push(command);
  await app.evaluate(({ Menu }, id) => {
    const item = Menu.getApplicationMenu()?.getMenuItemById(id);
    if (item == null) throw new Error(`no ${id} in the menu bar`);
    item.click();
  }, command);
}
