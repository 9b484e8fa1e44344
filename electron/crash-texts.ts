import type { Text } from "../contract/text.js";

export const engineRestarted: Text = {
  zh: "数据引擎已停止，正在重新启动；已保存的内容不受影响。",
  en: "The data engine was stopped and is being started again; what was saved is untouched.",
};

export const engineGaveUp: Text = {
  zh: "数据引擎一分钟内多次意外停止，已不再自动重启；已保存的内容不受影响。请退出程序后重新打开；若仍如此，请联系维护人员。",
  en: "The data engine stopped several times within a minute and is not started again by itself; what was saved is untouched. Quit the program and open it again; if this stays so, ask for support.",
};

/** `code` is the exit status of the process, or the signal's number. */
export function engineCrashed(code: number): Text {
  return {
    zh: `数据引擎意外停止（代码 ${code}），正在自动重新启动；已保存的内容不受影响。`,
    en: `The data engine stopped unexpectedly (code ${code}) and is being started again; what was saved is untouched.`,
  };
}

/** Shown in a box of its own: the page that could show it has gone. */
export const pageCrashed: Text = {
  zh: "界面意外停止，已自动重新载入；已保存的内容不受影响。",
  en: "The window's contents stopped unexpectedly and were loaded again; what was saved is untouched.",
};

export const pageGaveUp: Text = {
  zh: "界面多次意外停止，程序将退出；已保存的内容不受影响。请更新显卡驱动后重新打开；若仍如此，请联系维护人员。",
  en: "The window's contents stopped several times and the program quits; what was saved is untouched. Update the graphics driver and open it again; if this stays so, ask for support.",
};
