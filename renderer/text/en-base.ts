/** English words of base maps. */
export const enBase = {
  "base.title": "Base maps",
  "base.add": "Add a base map…",
  "base.addFile": "File of tiles (.pmtiles, .mbtiles)…",
  "base.addServer": "Tile server of the intranet…",
  "base.chooseTitle": "Choose base map files",
  "base.serverTitle": "Add a base map of the intranet",
  "base.addThis": "Add",
  "base.address": "Address of the tiles",
  "base.addressHint":
    "Such as http://server/{z}/{x}/{y}.png; {-y} where rows count from the south (TMS). Images in Web Mercator only.",
  "base.name": "Name",
  "base.zooms": "Zoom levels",
  "base.minimumZoom": "Lowest zoom",
  "base.maximumZoom": "Highest zoom",
  "base.zoomsFault": "the lowest must not exceed the highest",
  "base.attribution": "Attribution",
  "base.optional": "optional",
  "base.from": "Base map: {{names}}",
  "base.zoom": "Zoom to it",
  "base.remove": "Remove",
  "base.online": "Intranet base map",
  "base.onlineWhy":
    "Base map tiles are asked of {{hosts}}; the program makes no other network request and your data stays on this computer",
} as const;
