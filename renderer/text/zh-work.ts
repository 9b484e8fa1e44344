/** Words of results' accounts and of the ledger: lists, cases, buildings' files. */
export const zhWork = {
  "account.title": "“{{name}}”是怎样得出的",
  "account.open": "怎样得出…",
  "account.run": "第 {{run}} 次运行 · {{time}} · 用时 {{spent}} · 程序版本 {{version}}",
  "account.inputs": "用了哪些图层",
  "account.revision": "第 {{revision}} 版",
  "account.newer": "现已是第 {{revision}} 版，结果未更新",
  "account.gone": "图层 {{id}}（已移除）",
  "account.parameters": "参数",
  "account.decisions": "作了哪些选择，为什么",
  "account.figures": "数字",
  "run.finished": "{{name}}：完成",

  "card.inside": "其中的房屋",
  "card.insideWhy": "打开属性表，只列中心落在此范围内的房屋",
};
