/** A pair of a DXF, group code and value. */
export type DxfPair = readonly [code: number, value: string | number];

export interface DxfContent {
  readonly version?: string;
  /** Null leaves the variable out. */
  readonly codePage?: string | null;
  /** Block → its entities. */
  readonly blocks?: Readonly<Record<string, readonly (readonly DxfPair[])[]>>;
  readonly entities: readonly (readonly DxfPair[])[];
}

/** An ASCII drawing by the DXF reference, as one text with Windows' lines. */
export function dxfText({ version = "AC1015", codePage = "ANSI_936", blocks = {}, entities }: DxfContent): string {
  const section = (name: string, pairs: readonly DxfPair[]): DxfPair[] => [
    [0, "SECTION"],
    [2, name],
    ...pairs,
    [0, "ENDSEC"],
  ];
  const page: DxfPair[] =
    codePage === null
      ? []
      : [
          [9, "$DWGCODEPAGE"],
          [3, codePage],
        ];
  const blockPairs = Object.entries(blocks).flatMap(([name, parts]): DxfPair[] => [
    [0, "BLOCK"],
    [8, "0"],
    [2, name],
    [70, 0],
    [10, 0],
    [20, 0],
    [30, 0],
    [3, name],
    ...parts.flat(),
    [0, "ENDBLK"],
    [8, "0"],
  ]);
  const pairs: DxfPair[] = [
    ...section("HEADER", [[9, "$ACADVER"], [1, version], ...page]),
    ...section("BLOCKS", blockPairs),
    ...section("ENTITIES", entities.flat()),
    [0, "EOF"],
  ];
  return pairs.map(([code, value]) => `${String(code).padStart(3)}\r\n${value}\r\n`).join("");
}

const place = ([x, y]: readonly [number, number], code = 10): DxfPair[] => [
  [code, x],
  [code + 10, y],
  [code + 20, 0],
];

/** Entities, each on a layer. */
export const dxfEntity = {
  line: (layer: string, from: readonly [number, number], to: readonly [number, number]): DxfPair[] => [
    [0, "LINE"],
    [5, "1B"],
    [8, layer],
    ...place(from),
    ...place(to, 11),
  ],
  polyline: (
    layer: string,
    vertices: readonly (readonly [number, number])[],
    closed: boolean,
    more: readonly DxfPair[] = [],
  ): DxfPair[] => [
    [0, "LWPOLYLINE"],
    [5, "1A"],
    [8, layer],
    [90, vertices.length],
    [70, closed ? 1 : 0],
    ...vertices.flatMap(([x, y]): DxfPair[] => [
      [10, x],
      [20, y],
    ]),
    ...more,
  ],
  /** As AutoCAD R12 writes it: vertices as entities of their own, no handles. */
  oldPolyline: (layer: string, vertices: readonly (readonly [number, number])[], closed: boolean): DxfPair[] => [
    [0, "POLYLINE"],
    [8, layer],
    [66, 1],
    [70, closed ? 1 : 0],
    ...vertices.flatMap((vertex): DxfPair[] => [[0, "VERTEX"], [8, layer], ...place(vertex)]),
    [0, "SEQEND"],
    [8, layer],
  ],
  text: (layer: string, at: readonly [number, number], text: string, more: readonly DxfPair[] = []): DxfPair[] => [
    [0, "TEXT"],
    [5, "1C"],
    [8, layer],
    ...place(at),
    [40, 2],
    [1, text],
    ...more,
  ],
  insert: (
    layer: string,
    block: string,
    at: readonly [number, number],
    attributes: Readonly<Record<string, string>> = {},
  ): DxfPair[] => [
    [0, "INSERT"],
    [5, "1D"],
    [8, layer],
    [66, 1],
    [2, block],
    ...place(at),
    ...Object.entries(attributes).flatMap(([tag, text]): DxfPair[] => [
      [0, "ATTRIB"],
      [8, layer],
      ...place(at),
      [40, 2],
      [1, text],
      [2, tag],
      [70, 0],
    ]),
    [0, "SEQEND"],
    [8, layer],
  ],
};
