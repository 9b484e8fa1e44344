import { describe, expect, it } from "vitest";
import type { LayerColumn, SourceReport } from "../../contract/project.js";
import { tableColumns } from "../../renderer/table/columns.js";
import { layerWith } from "../support/layers.js";

const column = (name: string, origin: LayerColumn["origin"]): LayerColumn => ({
  name,
  origin,
  title: { zh: name, en: name },
  type: "text",
});

describe("the columns of the table", () => {
  const columns = [
    column("OLD_NO", "source"),
    column("code", "kind"),
    column("build_year", "kind"),
    column("address", "kind"),
    column("why", "analysis"),
  ];

  it("begin with what names a row, then come results, the kind's and the file's own", () => {
    const names = tableColumns(layerWith({ id: 1, columns })).map(({ name }) => name);
    expect(names).toEqual(["code", "address", "why", "build_year", "OLD_NO"]);
  });

  it("end with those that the file has nothing for", () => {
    const source = { mapping: { address: "DZ", build_year: "NF" } } as unknown as SourceReport;
    const names = tableColumns(layerWith({ id: 1, columns, source })).map(({ name }) => name);
    expect(names).toEqual(["address", "why", "build_year", "OLD_NO", "code"]);
  });

  it("begin with what a layer has to say where it is about another", () => {
    const columns = ["row", "reasons", "code"].map((name) => column(name, "kind"));
    expect(tableColumns(layerWith({ id: 2, about: 1, columns })).map(({ name }) => name)).toEqual([
      "row",
      "reasons",
      "code",
    ]);
  });
});
