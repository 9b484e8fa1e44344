import type { Paint } from "../../contract/catalog.js";
import type { Layer, LayerView } from "../../contract/project.js";
import type { Text } from "../../contract/text.js";
import type { Session } from "../database.js";
import { misfit } from "../layers/style-paint.js";

/** What is kept of how a layer is shown. The paint is that of the style: its classes stay until the style is chosen anew. */
export interface StoredView extends Omit<LayerView, "note"> {
  readonly title: string | null;
  readonly paint: Paint | null;
}

const plain: StoredView = {
  hidden: null,
  opacity: 1,
  position: null,
  style: null,
  styled: 0,
  title: null,
  paint: null,
};

/** Makes the table of `LayerViews` where there is none. */
export async function createViews(session: Session): Promise<void> {
  await session.run("CREATE TABLE IF NOT EXISTS view_entries (id BIGINT, entry VARCHAR)");
}

/** How the project's layers are shown, one row each in `view_entries`, the entry as JSON. A layer of any revision is shown alike. */
export class LayerViews {
  private views = new Map<number, StoredView>();

  async read(session: Session): Promise<void> {
    await createViews(session);
    const rows = await session.rows<{ id: bigint; entry: string }>("SELECT id, entry FROM view_entries ORDER BY id");
    this.views = new Map(rows.map(({ id, entry }) => [Number(id), { ...plain, ...JSON.parse(entry) }]));
  }

  of(layer: number): StoredView {
    return this.views.get(layer) ?? plain;
  }

  /** Writes views in the caller's transaction; `takeOver` makes them hold when it is committed. */
  async write(session: Session, views: ReadonlyMap<number, StoredView>): Promise<void> {
    for (const [id, view] of views) {
      await session.run("DELETE FROM view_entries WHERE id = $id", { id });
      await session.run("INSERT INTO view_entries VALUES ($id, $entry)", { id, entry: JSON.stringify(view) });
    }
  }

  takeOver(views: ReadonlyMap<number, StoredView>): void {
    this.views = new Map([...this.views, ...views]);
  }

  /** The layer as a user wants it shown. A style whose column has gone with a newer version does not hold, and it says so. */
  shown(layer: Layer): Layer {
    const view = this.views.get(layer.id);
    if (view === undefined) return layer;
    const { title, paint, ...rest } = view;
    const missing = view.style === null ? null : misfit(layer, view.style);
    const note = missing === null ? null : lost(missing);
    return {
      ...layer,
      title: title === null ? layer.title : { zh: title, en: title },
      paint: paint === null || note !== null ? layer.paint : paint,
      view: { ...rest, note },
    };
  }
}

function lost(column: string): Text {
  return {
    zh: `样式所用的字段“${column}”在这一版数据中没有或不再是数值，已改用默认样式。请在“样式”中另选字段。`,
    en: `The style rests on the column "${column}", which this version of the data lacks or has no numbers in; the default style is shown. Choose another column under Style.`,
  };
}
