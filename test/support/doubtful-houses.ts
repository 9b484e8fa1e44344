import type { Feature } from "./engine-room.js";

/** South-west corner of the made-up street, in EPSG:4547. */
export const [east, north] = [485_000, 3_056_000];

export function house(x: number, y: number, width = 10, height = 10): Feature["geometry"] {
  const [left, low] = [east + x, north + y];
  const ring = [
    [left, low],
    [left + width, low],
    [left + width, low + height],
    [left, low + height],
    [left, low],
  ];
  return { type: "Polygon", coordinates: [ring] };
}

const crossing = {
  type: "Polygon",
  coordinates: [
    [
      [east + 60, north],
      [east + 70, north + 10],
      [east + 70, north],
      [east + 60, north + 10],
      [east + 60, north],
    ],
  ],
};
const flat = {
  type: "Polygon",
  coordinates: [
    [
      [east + 500, north],
      [east + 510, north],
      [east + 500, north],
    ],
  ],
};

const facts = (code: string, year: string, floors = 3) => ({ 编号: code, 建成年份: year, 层数: floors });

/** A street with something the matter with most houses. Rows 9 to 12 are in order. */
export const doubtfulHouses: readonly Feature[] = [
  { geometry: house(0, 0), properties: facts("A1", "1975") },
  { geometry: house(0, 0), properties: facts("A1", "1975") },
  { geometry: house(20, 0), properties: facts("A1", "1985") },
  { geometry: house(40, 0), properties: facts("A4", "1300") },
  { geometry: crossing, properties: facts("A5", "1975") },
  { geometry: house(80, 0, 10, 0.05), properties: facts("A6", "1975") },
  { geometry: null, properties: facts("A7", "1975") },
  { geometry: { type: "Point", coordinates: [east, north] }, properties: facts("A8", "1975") },
  { geometry: house(100, 0), properties: facts("A9", "1990") },
  { geometry: house(120, 0), properties: facts("A10", "1991") },
  { geometry: house(140, 0), properties: facts("A11", "1992") },
  { geometry: house(160, 0), properties: facts("A12", "1993") },
  { geometry: flat, properties: facts("A13", "1993") },
];
