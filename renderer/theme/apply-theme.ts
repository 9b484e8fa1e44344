import { theme as antTheme, type ThemeConfig } from "antd";
import type { Locale } from "../../contract/text.js";
import { fontStacks, type Theme, tokens } from "./tokens.js";

/** Puts a theme's colours on the document as custom properties (`--fa-panel`), where the style sheets read them. */
export function applyTheme(theme: Theme): void {
  const root = document.documentElement;
  for (const [name, colour] of Object.entries(tokens[theme])) root.style.setProperty(`--fa-${name}`, colour);
  root.style.colorScheme = theme;
  root.dataset.theme = theme;
}

/** The font of a language, for the style sheets and for Ant Design. */
export function applyFont(locale: Locale): void {
  document.documentElement.style.setProperty("--fa-font", fontStacks[locale]);
}

/** The same colours as Ant Design's seeds. */
export function antConfig(theme: Theme): ThemeConfig {
  const colours = tokens[theme];
  return {
    algorithm: theme === "dark" ? antTheme.darkAlgorithm : antTheme.defaultAlgorithm,
    token: {
      colorPrimary: colours.accent,
      colorInfo: colours.accent,
      colorTextLightSolid: colours.onAccent,
      colorText: colours.text,
      colorTextSecondary: colours.quiet,
      colorTextTertiary: colours.quiet,
      colorTextDescription: colours.quiet,
      colorTextPlaceholder: colours.hint,
      colorBgContainer: colours.panel,
      colorBgElevated: colours.panel,
      colorBgLayout: colours.page,
      colorBorder: theme === "dark" ? "#44545c" : "#b9c4c9",
      colorBorderSecondary: colours.line,
      colorError: colours.danger,
      colorWarning: colours.warning,
      colorSuccess: colours.good,
      colorLink: colours.accent,
      fontFamily: "var(--fa-font)",
      fontSize: 13,
      borderRadius: 5,
      controlHeight: 30,
      motionDurationMid: "0.12s",
      motionDurationSlow: "0.16s",
    },
    components: {
      Button: { primaryShadow: "none", defaultShadow: "none", dangerShadow: "none" },
      Modal: { titleFontSize: 15 },
      Form: { itemMarginBottom: 12, verticalLabelPadding: "0 0 2px" },
    },
  };
}
