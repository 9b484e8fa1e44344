import { quoteName, quoteText } from "../sql.js";
import type { WriteFormat } from "./format.js";

export const geoparquet: WriteFormat = {
  name: "geoparquet",
  title: { zh: "GeoParquet（项目坐标系）", en: "GeoParquet (project CRS)" },
  extensions: ["parquet"],
  async write({ session, relation, bindings, columns, crs, file }) {
    const items = columns.map(({ column, header }) => `${quoteName(column.name)} AS ${quoteName(header)}`);
    return await session.copy(
      `COPY (SELECT ${[...items, `ST_SetCRS(geom, ${quoteText(crs)}) AS geometry`].join(", ")} FROM ${relation} ORDER BY fid)
       TO ${quoteText(file)} (FORMAT parquet)`,
      bindings,
    );
  },
};
