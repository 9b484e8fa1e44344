import { quoteName, quoteText } from "../sql.js";
import type { WriteRequest } from "./format.js";

/** Writes through GDAL, in `target` CRS. `options` are GDAL's layer creation options. */
export async function writeWithGdal(
  request: WriteRequest,
  driver: string,
  target: string,
  options: readonly string[],
): Promise<number> {
  const { session, relation, bindings, columns, crs, file } = request;
  const items = columns.map(({ column, header }) => {
    const name = quoteName(column.name);
    return `${column.type === "flag" ? `CAST(${name} AS BOOLEAN)` : name} AS ${quoteName(header)}`;
  });
  const geom =
    crs === target ? "geom" : `ST_Transform(geom, ${quoteText(crs)}, ${quoteText(target)}, always_xy := true)`;
  const layer = options.length === 0 ? "" : `, LAYER_CREATION_OPTIONS (${options.map(quoteText).join(", ")})`;
  return await session.copy(
    `COPY (SELECT ${[...items, `${geom} AS geom`].join(", ")} FROM ${relation} ORDER BY fid) TO ${quoteText(file)}
     (FORMAT gdal, DRIVER ${quoteText(driver)}, SRS ${quoteText(target)}${layer})`,
    bindings,
  );
}
