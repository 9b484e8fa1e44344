import type { zhWork } from "./zh-work.js";

export const enWork: Readonly<Record<keyof typeof zhWork, string>> = {
  "account.title": 'How "{{name}}" was found',
  "account.open": "How it was found…",
  "account.run": "Run {{run}} · {{time}} · took {{spent}} · version {{version}}",
  "account.inputs": "Layers it used",
  "account.revision": "revision {{revision}}",
  "account.newer": "now at revision {{revision}}: the result is of the older one",
  "account.gone": "layer {{id}} (removed)",
  "account.parameters": "Parameters",
  "account.decisions": "What was chosen, and why",
  "account.figures": "Figures",
  "run.finished": "{{name}}: done",

  "card.inside": "Buildings inside",
  "card.insideWhy": "Opens the table with the buildings whose centre lies in this area",
};
