import type { zhFrame } from "./zh-frame.js";

export const enFrame: Readonly<Record<keyof typeof zhFrame, string>> = {
  "frame.edge.left": "Width of the layer panel",
  "frame.edge.right": "Width of the side panel",
  "frame.edge.bottom": "Height of the table",
  "frame.resize": "Drag, or use the arrow keys, to resize",

  "status.metres": "Easting and northing in the project's coordinate system",
  "status.cycle": "Click to switch between degrees and project coordinates",
  "status.scale": "Scale 1:{{scale}}",
  "status.scaleWhy": "Scale in the middle of the map on a 96 dpi screen; zoom {{zoom}}",
  "status.selected": "{{count}} selected",
  "status.east": "E {{east}}, N {{north}}",

  "search.label": "Find a building code, name, address or position",
  "search.hint": "Code, name, address, position",
  "search.none":
    "Nothing found for “{{text}}”. Type part of a code, name or address, or a position in degrees or project metres.",
  "search.busy": "Searching…",
  "search.results": "Search results",
  "search.position": "Position",
  "search.count": "{{count}} found",
  "search.more": "Only the first {{count}}; type more to narrow it down",
  "search.clear": "Clear",

  "palette.title": "Find a command",
  "palette.hint": "Type English, Chinese or pinyin initials",
  "palette.none": "No such command",
  "palette.list": "Commands",

  "keys.title": "Keyboard shortcuts",
  "keys.map": "Map",
  "keys.pan": "Move the map",
  "keys.panKeys": "Arrow keys",
  "keys.turn": "Turn the map",
  "keys.turnKeys": "Shift+←/→",
  "keys.zoom": "Zoom in, out",
  "keys.zoomKeys": "+ / −",
  "keys.leave": "Leave the tool, clear the selection, close the table",
  "keys.single": "Single letters act only while you are not typing.",
  "keys.singleSwitch": "Single-letter shortcuts",

  "welcome.title": "First steps",
  "welcome.step": "Step {{step}} of 3",
  "welcome.job": "What do you mostly do?",
  "welcome.jobWhy":
    "This only sets which panels are open. Data and functions are the same; change it in the View menu.",
  "welcome.explore": "See where the risk is: map, layers, details.",
  "welcome.pick": "Work on cases: lists, ledger, table.",
  "welcome.hotspots": "Analyse: ranked hot spots and their export.",
  "welcome.look": "Language and appearance",
  "welcome.lookWhy": "Both can be switched at the upper right at any time.",
  "welcome.light": "Light",
  "welcome.dark": "Dark",
  "welcome.begin": "Where to begin?",
  "welcome.beginWhy":
    "Drop buildings, pipes and sites on the window, or import them from the menu. Ctrl+K finds a command, F1 lists the keys. Your data stays on this computer.",
  "welcome.skip": "Skip",
  "welcome.next": "Next",
  "welcome.back": "Back",
  "welcome.start": "Start",
  "welcome.files": "Choose files…",
};
