import type { ColumnEntry } from "../../../contract/catalog.js";
import type { Inspection } from "../../../contract/inspection.js";
import type { Cell } from "../../../contract/project.js";
import type { Locale } from "../../../contract/text.js";
import { useStore } from "../../state/store.js";
import { formatCell } from "../../text/format.js";
import { type Speech, say, useSpeech } from "../../text/say.js";

interface ImportPreviewProps {
  readonly inspection: Inspection;
  /** Canonical column → field, as corrected so far. */
  readonly mapping: Readonly<Record<string, string>>;
}

/** The first rows as they would be read: the place where a wrong encoding is seen. Fields that are mapped come first. */
export function ImportPreview({ inspection: { fields, preview, readings, kind }, mapping }: ImportPreviewProps) {
  const { t, of, locale } = useSpeech();
  const columns = useStore((state) => state.catalog?.kinds.find(({ name }) => name === kind.value)?.columns) ?? [];
  if (fields.length === 0 || preview.length === 0) return null;
  const owners = new Map(
    columns.flatMap((column) => (mapping[column.name] ? [[mapping[column.name], column] as const] : [])),
  );
  const placed = fields.map((field, place) => {
    const owner = owners.get(field.name);
    const title = owner === undefined ? null : of(owner.title);
    return { ...field, place, title, column: owner, read: owner === undefined ? undefined : readings[owner.name] };
  });
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
                {ordered.map(({ name, place, title, column, read }) => {
                  const given = String(row[place] ?? "");
                  const meaning =
                    column === undefined || read === undefined
                      ? null
                      : meaningOf(locale, column, given, read[index] ?? null);
                  return (
                    <td key={name} data-mapped={title !== null}>
                      {given}
                      {meaning !== null && (
                        <span className="meaning" data-unknown={read?.[index] == null}>
                          → {meaning}
                        </span>
                      )}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  );
}

/** How a value is read, where that is not what stands there: `0 → 是`; what is not understood is said. */
function meaningOf(locale: Locale, column: ColumnEntry, given: string, read: Cell): string | null {
  if (given.trim() === "") return null;
  const words = formatCell(locale, column, read);
  if (words === null) return say(locale, "card.unknown");
  return plain(words) === plain(given) ? null : words;
}

/** Numbers are the same however they are grouped or padded. */
function plain(text: string): string {
  const bare = text.replaceAll(",", "").trim();
  return /^-?\d+(\.\d+)?$/u.test(bare) ? String(Number(bare)) : bare;
}

const types = ["text", "number", "whole", "flag", "date"] as const;

function typeName(t: Speech["t"], type: string): string {
  const known = types.find((name) => name === type);
  return known === undefined ? type : t(`import.type.${known}`);
}
