import { describe, expect, it } from "vitest";
import { contrast, standOut } from "../../renderer/theme/contrast.js";
import { themes, tokens } from "../../renderer/theme/tokens.js";

describe("the colours of the interface", () => {
  it("measures contrast as WCAG does", () => {
    expect(contrast("#000000", "#ffffff")).toBeCloseTo(21, 5);
    expect(contrast("#767676", "#ffffff")).toBeCloseTo(4.54, 2);
    expect(contrast("#ffffff", "#ffffff")).toBe(1);
  });

  it.each(themes)("%s: text reads at 4.5:1 on every ground it stands on", (theme) => {
    const { panel, raised, page, accentSoft, text, quiet, hint, accent, onAccent, danger, warning, good } =
      tokens[theme];
    for (const ground of [panel, raised, page, accentSoft]) {
      expect(contrast(text, ground)).toBeGreaterThanOrEqual(4.5);
      expect(contrast(quiet, ground)).toBeGreaterThanOrEqual(4.5);
    }
    for (const colour of [accent, danger, warning, good]) expect(contrast(colour, panel)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(hint, panel)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(onAccent, accent)).toBeGreaterThanOrEqual(4.5);
  });

  it.each(themes)("%s: edges of controls and marks on the map stand out at 3:1", (theme) => {
    const { panel, ground, edge, ink, halo } = tokens[theme];
    expect(contrast(edge, panel)).toBeGreaterThanOrEqual(3);
    for (const mark of [ink, halo]) expect(contrast(mark, ground)).toBeGreaterThanOrEqual(3);
  });

  it("lightens a colour only as far as it must", () => {
    expect(standOut("#ffffff", "#000000", "#ffffff", 3)).toBe("#ffffff");
    const lifted = standOut("#7a0177", "#141c1f", "#e6edef", 3);
    expect(contrast(lifted, "#141c1f")).toBeGreaterThanOrEqual(3);
    expect(contrast(lifted, "#141c1f")).toBeLessThan(4);
  });
});
