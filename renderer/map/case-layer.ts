import type { GeoJSONSourceSpecification, LayerSpecification, MapGeoJSONFeature } from "maplibre-gl";
import { stateColours } from "../ledger/state-colours.js";
import type { CaseMark } from "../state/case-marks.js";
import type { Selection } from "../state/store.js";
import { type Theme, tokens } from "../theme/tokens.js";

/** Name of the marks' source and layer. */
export const caseSource = "cases";

/** Houses with cases as points; the whole ledger of a city is some ten thousand. */
export function caseMarksSource(marks: readonly CaseMark[]): GeoJSONSourceSpecification {
  const features = marks.map(({ layer, fid, state, overdue, place }) => ({
    type: "Feature" as const,
    geometry: { type: "Point" as const, coordinates: [...place] },
    properties: { layer, fid, state, overdue },
  }));
  return { type: "geojson", data: { type: "FeatureCollection", features } };
}

/** A dot by state; what is overdue has a ring of the danger colour. */
export function caseMarksLayer(theme: Theme): LayerSpecification {
  const colours = Object.entries(stateColours).flat();
  const [first = "", second = "", ...rest] = colours;
  return {
    id: caseSource,
    type: "circle",
    source: caseSource,
    paint: {
      "circle-color": ["match", ["get", "state"], first, second, ...rest, tokens[theme].quiet],
      "circle-radius": ["interpolate", ["linear"], ["zoom"], 9, 3, 14, 5.5, 18, 9],
      "circle-stroke-color": ["case", ["get", "overdue"], tokens[theme].danger, tokens[theme].ground],
      "circle-stroke-width": ["interpolate", ["linear"], ["zoom"], 9, 1, 14, 2],
    },
  };
}

/** The house of a mark among what is drawn at a point. */
export function markedHouse(found: readonly MapGeoJSONFeature[]): Selection | null {
  const mark = found.find(({ source }) => source === caseSource);
  if (mark === undefined) return null;
  return { layer: Number(mark.properties.layer), fid: Number(mark.properties.fid) };
}
