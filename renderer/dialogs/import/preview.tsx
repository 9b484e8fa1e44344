import type { Inspection } from "../../../contract/inspection.js";
import { useStore } from "../../state/store.js";
import { type Speech, useSpeech } from "../../text/say.js";

interface ImportPreviewProps {
  readonly inspection: Inspection;
  /** Canonical column → field, as corrected so far. */
  readonly mapping: Readonly<Record<string, string>>;
}

/** The first rows as they would be read: the place where a wrong encoding is seen. Fields that are mapped come first. */
export function ImportPreview({ inspection: { fields, preview, kind }, mapping }: ImportPreviewProps) {
  const { t, of } = useSpeech();
  const columns = useStore((state) => state.catalog?.kinds.find(({ name }) => name === kind.value)?.columns) ?? [];
  if (fields.length === 0 || preview.length === 0) return null;
  const titles = new Map(
    columns.flatMap(({ name, title }) => (mapping[name] ? [[mapping[name], of(title)] as const] : [])),
  );
  const placed = fields.map((field, place) => ({ ...field, place, title: titles.get(field.name) ?? null }));
  const ordered = [...placed.filter(({ title }) => title !== null), ...placed.filter(({ title }) => title === null)];
  const label = t("import.preview", { count: preview.length });
  return (
    <section className="preview-section">
      <h3 className="section-head">{label}</h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard. */}
      <section className="preview" aria-label={label} tabIndex={0}>
        <table>
          <thead>
            <tr>
              {ordered.map(({ name, type, title }) => (
                <th key={name} scope="col" data-mapped={title !== null}>
                  <span className="preview-title">{title === null ? typeName(t, type) : `→ ${title}`}</span>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {preview.map((row, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows of a file have no identity but their place.
              <tr key={index}>
                {ordered.map(({ name, place, title }) => (
                  <td key={name} data-mapped={title !== null}>
                    {String(row[place] ?? "")}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  );
}

const types = ["text", "number", "whole", "flag", "date"] as const;

function typeName(t: Speech["t"], type: string): string {
  const known = types.find((name) => name === type);
  return known === undefined ? type : t(`import.type.${known}`);
}
