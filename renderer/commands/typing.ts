/** Whether `target` takes text: single letters belong to it then. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target.tagName === "TEXTAREA" || target.tagName === "SELECT") return true;
  const kind = target.getAttribute("type") ?? "text";
  return target.tagName === "INPUT" && !/^(checkbox|radio|button|range|color)$/u.test(kind);
}
