import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import {
  addAttribute,
  type Entity,
  extendedOf,
  newEntity,
  type Pair,
  pairValue,
  rewritten,
  textOf,
} from "./dxf-entities.js";
import { damaged } from "./faults.js";
import type { OpenRequest } from "./format.js";
import type { SeparatedRows } from "./separated-rows.js";

/** Fields that every drawing has, in the order of the rows; block attributes follow. */
export const drawingFields = ["Layer", "EntityType", "Text", "Block", "EntityHandle", "XData"] as const;
/** Block attributes beyond which no more are kept. */
const mostAttributes = 500;
/** Entities that stand behind another one and belong to it. */
const partTypes = new Set(["VERTEX", "SEQEND", "ATTRIB"]);

/** What was told about a drawing while it was written anew. */
export interface Drawing {
  /** CAD layer → entities in it. */
  readonly layers: ReadonlyMap<string, number>;
  readonly attributes: readonly string[];
  /** Entities written. */
  readonly entities: number;
  readonly onPaper: number;
  readonly symbols: number;
  /** Whether the drawing was read to its end. */
  readonly isWhole: boolean;
}

interface Targets {
  /** The drawing for GDAL. */
  readonly drawing: string;
  readonly rows: SeparatedRows;
}

/**
 * Writes a DXF anew for GDAL, which decodes no Chinese code page and knows neither block attributes nor handles of its own:
 * entities get numbers, and what they say goes into rows under the same numbers, decoded. Entities of the layouts on paper
 * are left out. With `limit` it stops after so many entities. Throws `input-damaged`.
 */
export async function rewriteDrawing(
  request: OpenRequest,
  encoding: string,
  layer: string | null,
  targets: Targets,
): Promise<Drawing> {
  const writer = new DrawingWriter(targets.rows, layer, request.limit);
  const out = await open(targets.drawing, "w");
  try {
    for await (const pairs of readPairs(request, encoding)) {
      for (const pair of pairs) writer.take(pair);
      await out.write(writer.drain());
      await targets.rows.flush();
      if (writer.isEnough) break;
    }
    if (!writer.isEnough && !writer.isEnded)
      throw damaged(request.path, "图纸没有结束标记（EOF），后部缺失", "it has no EOF: its end is missing");
    await out.write(writer.drain() + (writer.isEnded ? "" : "  0\nENDSEC\n  0\nEOF\n"));
    await targets.rows.flush();
    return writer;
  } finally {
    await out.close();
  }
}

/** The pairs of a drawing, those of about a megabyte at a time. Throws `input-damaged` where one has no code. */
async function* readPairs(request: OpenRequest, encoding: string): AsyncGenerator<Pair[]> {
  const decoder = new TextDecoder(encoding);
  let [rest, line, done] = ["", 0, 0];
  let code: number | null = null;
  for await (const chunk of createReadStream(request.path, { signal: request.signal, highWaterMark: 1024 * 1024 })) {
    done += (chunk as Uint8Array).length;
    request.progress({ phase: { zh: "读取图纸", en: "Reading the drawing" }, done });
    const lines = (rest + decoder.decode(chunk as Uint8Array, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    const pairs: Pair[] = [];
    for (const raw of lines) {
      line += 1;
      const text = raw.endsWith("\r") ? raw.slice(0, -1) : raw;
      if (code !== null) {
        pairs.push([code, text]);
        code = null;
      } else {
        code = /^\s*-?\d{1,5}\s*$/u.test(text) ? Number(text) : null;
        if (code === null)
          throw damaged(request.path, `第 ${line} 行不是 DXF 组码`, `line ${line} is no DXF group code`);
      }
    }
    yield pairs;
  }
  if (code !== null && rest !== "") yield [[code, rest.trim()]];
}

class DrawingWriter implements Drawing {
  readonly layers = new Map<string, number>();
  readonly attributes: string[] = [];
  private readonly blockSizes = new Map<string, number>();
  private lines: string[] = [];
  private section = "";
  private variable = "";
  private block = "";
  private type = "";
  private entity: Entity | null = null;
  private part: Entity["parts"][number] | null = null;
  entities = 0;
  onPaper = 0;
  symbols = 0;
  isEnded = false;

  constructor(
    private readonly rows: SeparatedRows,
    private readonly layer: string | null,
    private readonly limit: number | null,
  ) {}

  get isWhole(): boolean {
    return this.isEnded;
  }

  get isEnough(): boolean {
    return this.limit !== null && this.entities >= this.limit;
  }

  drain(): string {
    const text = this.lines.length === 0 ? "" : `${this.lines.join("\n")}\n`;
    this.lines = [];
    return text;
  }

  take([code, value]: Pair): void {
    if (this.section === "ENTITIES" && this.takeEntity(code, value)) return;
    if (code === 0) {
      this.type = value;
      if (value === "SECTION") this.section = "?";
      if (value === "ENDSEC") this.section = "";
      if (value === "EOF") this.isEnded = true;
      if (this.section === "BLOCKS" && !["BLOCK", "ENDBLK"].includes(value))
        this.blockSizes.set(this.block, (this.blockSizes.get(this.block) ?? 0) + 1);
    } else if (code === 2 && this.section === "?") this.section = value;
    else if (code === 2 && this.section === "BLOCKS" && this.type === "BLOCK") this.block = value;
    else if (code === 9) this.variable = value;
    // GDAL would take the bytes of any other page for Latin letters, and says so in a warning for each text.
    this.write([code, code === 3 && this.variable === "$DWGCODEPAGE" ? "ANSI_1252" : value]);
    if (code === 3) this.variable = "";
  }

  /** True for a pair that is part of an entity; the section's end is none. */
  private takeEntity(code: number, value: string): boolean {
    if (code !== 0) {
      (this.part ?? this.entity)?.pairs.push([code, value]);
      return this.entity !== null;
    }
    if (this.entity !== null && partTypes.has(value)) {
      this.endPart();
      this.part = { type: value, pairs: [] };
      return true;
    }
    this.endEntity();
    if (value === "ENDSEC") return false;
    this.entity = newEntity(value);
    return true;
  }

  private endPart(): void {
    if (this.entity === null || this.part === null) return;
    if (this.part.type === "ATTRIB") addAttribute(this.entity, this.part);
    else this.entity.parts.push(this.part);
    this.part = null;
  }

  private endEntity(): void {
    this.endPart();
    const { entity } = this;
    this.entity = null;
    if (entity === null || this.isEnough) return;
    if (pairValue(entity, 67)?.trim() === "1") {
      this.onPaper += 1;
      return;
    }
    const layer = pairValue(entity, 8)?.trim() ?? "0";
    this.layers.set(layer, (this.layers.get(layer) ?? 0) + 1);
    if (this.layer !== null && layer !== this.layer) return;
    this.entities += 1;
    const pairs = rewritten(entity, this.entities, this.blockSizes);
    if (entity.type === "INSERT" && pairs[0]?.[1] === "POINT") this.symbols += 1;
    for (const pair of pairs) this.write(pair);
    const block = entity.type === "INSERT" ? (pairValue(entity, 2) ?? "") : "";
    const known = [layer, entity.type, textOf(entity), block, pairValue(entity, 5)?.trim(), extendedOf(entity)];
    this.rows.add(this.entities, [...known, ...this.attributeCells(entity)]);
  }

  private attributeCells({ attributes }: Entity): string[] {
    for (const tag of attributes.keys())
      if (!this.attributes.includes(tag) && this.attributes.length < mostAttributes) this.attributes.push(tag);
    return attributes.size === 0 ? [] : this.attributes.map((tag) => attributes.get(tag) ?? "");
  }

  private write([code, value]: Pair): void {
    this.lines.push(String(code).padStart(3), value);
  }
}
