import { AppError } from "../../contract/errors.js";
import type { SourceField } from "./format.js";
import { foreignShapes, PlacemarkShapes } from "./kml-shapes.js";
import type { SeparatedRows } from "./separated-rows.js";
import type { XmlHandler } from "./xml.js";

/** Fields beyond which a file is no table; each would be a column. */
const mostFields = 1000;
/** Elements that a KML document may begin with; the standard wants the first, others are met. */
const roots = new Set(["kml", "Document", "Folder", "Placemark", "NetworkLink"]);
/** Elements of a placemark that hold one text. */
const plainFields = new Set(["name", "description", "address", "phoneNumber"]);
/** Where a field comes from, before its name: an attribute called `name` has a column beside the placemark's own name. */
const [element, attribute] = ["<", "@"];
const typeByName: Readonly<Record<string, SourceField["type"]>> = {
  int: "whole",
  uint: "whole",
  short: "whole",
  ushort: "whole",
  float: "number",
  double: "number",
  bool: "flag",
};

/** Reads the placemarks of a KML document into rows: first the WKT, then the fields in the order in which they were met. */
export class Placemarks implements XmlHandler {
  private readonly fieldOf = new Map<string, number>();
  private readonly types = new Map<string, SourceField["type"]>();
  private readonly path: string[] = [];
  private readonly folders: string[] = [];
  private shapes: PlacemarkShapes | null = null;
  private cells: (string | null)[] = [];
  private held = "";
  private dataName = "";
  private isStarted = false;
  rows = 0;
  broken = 0;
  foreign = 0;
  links = 0;
  isKml = true;

  constructor(
    private readonly out: SeparatedRows,
    private readonly limit: number | null,
  ) {}

  /** Fields that any placemark filled, with the type that a schema states. */
  fields(): { name: string; type: SourceField["type"] }[] {
    return [...this.fieldOf.keys()].map((key) => {
      const name = key.slice(1);
      return { name, type: (key.startsWith(attribute) ? this.types.get(name) : undefined) ?? "text" };
    });
  }

  isDone(): boolean {
    return !this.isKml || (this.limit !== null && this.rows >= this.limit);
  }

  async pause(): Promise<void> {
    if (this.out.isFull) await this.out.flush();
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (!this.isStarted) this.isKml = roots.has(name);
    this.isStarted = true;
    this.path.push(name);
    this.held = "";
    if (this.shapes === null) this.openOutside(name, attributes);
    else if (foreignShapes.has(name)) this.foreign += 1;
    else if (name === "Data" || name === "SimpleData") this.dataName = attributes.name ?? "";
    else this.shapes.open(name);
  }

  private openOutside(name: string, attributes: Readonly<Record<string, string>>): void {
    if (name === "Folder") this.folders.push("");
    else if (name === "NetworkLink") this.links += 1;
    else if (name === "Placemark") {
      this.shapes = new PlacemarkShapes();
      this.cells = [];
    } else if (name === "SimpleField") {
      const type = typeByName[attributes.type ?? ""];
      if (type !== undefined) this.types.set(attributes.name ?? "", type);
    }
  }

  text(text: string): void {
    this.held += text;
  }

  close(name: string): void {
    this.path.pop();
    const parent = this.path.at(-1);
    if (this.shapes === null) {
      if (name === "Folder") this.folders.pop();
      else if (name === "name" && parent === "Folder") this.folders[this.folders.length - 1] = this.held.trim();
    } else if (name === "Placemark") this.endPlacemark(this.shapes);
    else if (name === "coordinates") this.shapes.coordinates(this.held);
    else if (parent === "Placemark" && plainFields.has(name)) this.set(element + name, this.held);
    else if (name === "value" && parent === "Data") this.set(attribute + this.dataName, this.held);
    else if (name === "SimpleData") this.set(attribute + this.dataName, this.held);
    else this.shapes.close(name);
    this.held = "";
  }

  private endPlacemark(shapes: PlacemarkShapes): void {
    this.shapes = null;
    if (this.isDone()) return;
    this.rows += 1;
    if (shapes.isBroken) this.broken += 1;
    this.set(`${element}folder`, this.folders.filter((folder) => folder !== "").join("/"));
    this.out.add(this.rows, [shapes.wkt(), ...this.cells]);
  }

  private set(key: string, value: string): void {
    const text = value.trim();
    if (text === "") return;
    let index = this.fieldOf.get(key);
    if (index === undefined) {
      if (this.fieldOf.size >= mostFields) throw tooManyFields();
      index = this.fieldOf.size;
      this.fieldOf.set(key, index);
    }
    while (this.cells.length < index) this.cells.push(null);
    this.cells[index] = text;
  }
}

function tooManyFields(): AppError {
  return new AppError("input-columns", {
    zh: `KML 中的属性名超过 ${mostFields} 个，不能作为一张表读取。请拆成较小的文件再导入。`,
    en: `The KML has more than ${mostFields} names of attributes and cannot be read as one table. Split it into smaller files.`,
  });
}
