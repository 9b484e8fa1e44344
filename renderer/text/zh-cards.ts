/** Words of the cards of buildings and hot spots. */
export const zhCards = {
  "revisions.title": "各版数据",
  "revisions.of": "第 {{revision}} 版",
  "revisions.state-first": "首次导入",
  "revisions.state-added": "该版新增",
  "revisions.state-changed": "{{count}} 处变化",
  "revisions.state-same": "无变化",
  "revisions.state-gone": "该版中已没有",
  "revisions.state-absent": "该版中没有",
  "revisions.shape": "图形",
  "revisions.moved": "改动最多 {{distance}}",
  "revisions.redrawn": "已改画",
  "revisions.area": "面积（m²）",
} as const;
