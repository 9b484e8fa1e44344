import type { Page } from "playwright";

/** Where rows and columns are wider than the window by nature, and what draws itself. */
const wide = ".map-canvas, .grid, .preview, canvas, svg, .spoken, .skip";

/**
 * What does not fit where it stands, each as `what “text”: wanted of given px`: a window or panel that scrolls sideways, text of
 * a button, tab, heading or label that is cut or spills over, anything cut off without saying it whole in a tooltip, anything
 * that reaches over the window's edge.
 */
export async function cramped(page: Page): Promise<string[]> {
  return await page.evaluate((apart) => {
    const found: string[] = [];
    const name = (element: Element) => [element.tagName.toLowerCase(), ...[...element.classList].slice(0, 2)].join(".");
    const tell = (element: Element, wanted: number, given: number) =>
      found.push(
        `${name(element)} “${(element.textContent ?? "").trim().slice(0, 40)}”: ${Math.round(wanted)} of ${Math.round(given)} px`,
      );
    const root = document.documentElement;
    if (root.scrollWidth > root.clientWidth) tell(root, root.scrollWidth, root.clientWidth);
    for (const element of document.body.querySelectorAll<HTMLElement>("*")) {
      if (element.closest(apart) !== null) continue;
      if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
      const box = element.getBoundingClientRect();
      if (box.width <= 1 || box.height <= 1) continue;
      const over = element.scrollWidth - element.clientWidth;
      const { overflowX, textOverflow } = getComputedStyle(element);
      const says = [...element.childNodes].some(
        (node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim() !== "",
      );
      const firm = element.matches(
        "button, [role=tab], .ant-segmented-item-label, h1, h2, h3, label, legend, th, dt, .chosen-chip",
      );
      const scrolls = overflowX === "auto" || overflowX === "scroll";
      const whole = element.closest("[title]:not([title=''])") !== null;
      if (over > 1 && element.clientWidth > 0) {
        if (scrolls) tell(element, element.scrollWidth, element.clientWidth);
        else if (textOverflow === "ellipsis") {
          if (!whole) tell(element, element.scrollWidth, element.clientWidth);
        } else if ((firm && !element.matches(".icon-button")) || (says && overflowX !== "visible"))
          tell(element, element.scrollWidth, element.clientWidth);
      }
      if (says && (box.right > innerWidth + 1 || box.left < -1)) tell(element, box.right, innerWidth);
    }
    return [...new Set(found)];
  }, wide);
}
