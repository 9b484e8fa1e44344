import type { GeometryFamily } from "../../contract/catalog.js";

/**
 * The family of a geometry type as files and GDAL name it (`MultiPolygon Z`, `3D Line String`); null for one that may
 * hold anything.
 */
export function familyNamed(type: string): GeometryFamily | null {
  const plain = type.toLowerCase().replace(/[\s_]/gu, "");
  if (/polygon|surface|triangle|tin$/u.test(plain)) return "polygon";
  if (/line|curve|circularstring/u.test(plain)) return "line";
  return /point/u.test(plain) ? "point" : null;
}
