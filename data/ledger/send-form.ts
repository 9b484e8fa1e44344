import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { AppError } from "../../contract/errors.js";
import { type FormColumn, formBytes } from "../exports/form.js";
import { moveFile } from "../files.js";
import type { LedgerState } from "./ledger-state.js";
import { requireList } from "./lists.js";

/** What the agency reads is locked; what it fills in is open, with choices where there are only some. */
const columns: readonly FormColumn[] = [
  { title: "序号", width: 6, locked: true },
  { title: "房屋编号", width: 22, locked: true },
  { title: "房屋名称", width: 18, locked: true },
  { title: "房屋地址", width: 30, locked: true },
  { title: "委托事由", width: 28, locked: true },
  { title: "鉴定等级", width: 10, locked: false, choices: ["A", "B", "C", "D"] },
  { title: "报告编号", width: 18, locked: false },
  { title: "鉴定机构", width: 20, locked: false },
  { title: "鉴定日期", width: 14, locked: false },
  {
    title: "可靠性等级",
    width: 12,
    locked: false,
    choices: ["Ⅰ", "Ⅱ", "Ⅲ", "Ⅳ", "Asu", "Bsu", "Csu", "Dsu"],
  },
  { title: "抗震类别", width: 10, locked: false, choices: ["A", "B", "C"] },
  { title: "备注", width: 24, locked: false },
];

/** Writes a list's houses as a form to be filled in. Throws `output-exists`, `output-unwritable`, `usage`. */
export async function sendForm(
  state: LedgerState,
  list: number,
  path: string,
  replace: boolean,
  scratch: string,
): Promise<{ path: string; rows: number }> {
  if (existsSync(path) && !replace) throw exists(path);
  const { name, picks } = requireList(state, list);
  const rows = [...picks].flatMap(([id, { reason }]) => {
    const subject = state.buildings.get(id)?.subject;
    return subject === undefined ? [] : [[subject.code, subject.name, subject.address, reason.text]];
  });
  const numbered = rows.map((cells, index) => [String(index + 1), ...cells]);
  const file = join(scratch, "form.xlsx");
  await writeFile(file, formBytes(`${name} 鉴定委托清单`, columns, numbered));
  await moveFile(file, path);
  return { path, rows: numbered.length };
}

function exists(path: string): AppError {
  return new AppError("output-exists", {
    zh: `${basename(path)} 已存在。请另取名称，或确认覆盖。`,
    en: `${basename(path)} exists already. Choose another name, or agree to replace it.`,
  });
}
