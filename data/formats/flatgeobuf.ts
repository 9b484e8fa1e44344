import type { ReadFormat } from "./format.js";
import { openWithGdal } from "./gdal.js";

export const flatgeobuf: ReadFormat = {
  name: "flatgeobuf",
  title: { zh: "FlatGeobuf", en: "FlatGeobuf" },
  extensions: ["fgb"],
  open: (request) => openWithGdal(request, ["FlatGeobuf"]),
};
