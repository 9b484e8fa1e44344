import type { Inspection } from "../../contract/inspection.js";
import { type Speech, useSpeech } from "../text/say.js";

/** Rows shown; the inspection holds up to fifty. */
const atMost = 20;

/** The first rows as they would be read: the place where a wrong encoding is seen. */
export function ImportPreview({ inspection: { fields, preview } }: { inspection: Inspection }) {
  const { t } = useSpeech();
  if (fields.length === 0 || preview.length === 0) return null;
  const shown = preview.slice(0, atMost);
  return (
    <section>
      <h3 className="section-head">{t("import.preview", { count: shown.length })}</h3>
      <section className="preview" aria-label={t("import.preview", { count: shown.length })}>
        <table>
          <thead>
            <tr>
              {fields.map(({ name, type }) => (
                <th key={name} scope="col">
                  {name} <span className="quiet">{typeName(t, type)}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((row, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows of a file have no identity but their place.
              <tr key={index}>
                {fields.map(({ name }, place) => (
                  <td key={name}>{String(row[place] ?? "")}</td>
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
