import type { AccountCell, AccountTable as Table } from "../../contract/account.js";
import type { Locale } from "../../contract/text.js";
import { formatUnit } from "../text/format.js";
import { useSpeech } from "../text/say.js";

/** A table that a result rests on: rules and limits as they held, each with its source. */
export function AccountTable({ table: { title, columns, rows } }: { table: Table }) {
  const { of, locale } = useSpeech();
  return (
    <section>
      <h3 className="section-head">{of(title)}</h3>
      <table className="account-table">
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.title.en} scope="col">
                {of(column.title)} {column.unit !== undefined && <i>{formatUnit(locale, column.unit)}</i>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.map((cell) => cellText("en", cell)).join("\t")}>
              {columns.map((column, at) => (
                <td key={column.title.en} data-number={typeof row[at] === "number"}>
                  {cellText(locale, row[at] ?? null)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** Limits keep all their digits: nothing of a rule is rounded away. */
function cellText(locale: Locale, cell: AccountCell): string {
  if (cell === null) return "–";
  return typeof cell === "object" ? cell[locale] : String(cell);
}
