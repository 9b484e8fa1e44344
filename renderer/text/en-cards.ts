import type { zhCards } from "./zh-cards.js";

/** Words of the cards of buildings and hot spots. */
export const enCards: Readonly<Record<keyof typeof zhCards, string>> = {
  "revisions.title": "Values by revision",
  "revisions.of": "Revision {{revision}}",
  "revisions.state-first": "first import",
  "revisions.state-added": "new in this revision",
  "revisions.state-changed": "{{count}} changed",
  "revisions.state-same": "unchanged",
  "revisions.state-gone": "no longer in this revision",
  "revisions.state-absent": "not in this revision",
  "revisions.shape": "Shape",
  "revisions.moved": "moved by up to {{distance}}",
  "revisions.redrawn": "redrawn",
  "revisions.area": "Area (m²)",
  "cluster.nearest": "What is nearest",
  "cluster.pipe": "Pipe",
  "cluster.site": "Site",
  "cluster.pipes": "Pipes in use about it",
  "cluster.pipesWithin": "Inside the outline and within {{distance}} of it, along the centre lines.",
  "cluster.pipesByClass": "Inside the outline and within each pipe's control range of it, along the centre lines.",
  "cluster.membersBy": "Buildings by {{what}}",
};
