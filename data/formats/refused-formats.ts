import { basename } from "node:path";
import { AppError } from "../../contract/errors.js";
import { oldWorkbook } from "./xlsx-workbook.js";

/** What users have but nobody reads: extension → what to do instead. */
export const refusedFormats: Readonly<Record<string, (path: string) => AppError>> = {
  xls: oldWorkbook,
  et: (path) =>
    refused(path, "WPS 表格格式（.et）", "请在 WPS 中另存为 .xlsx 后再导入", "a WPS sheet (.et)", "Save it as .xlsx"),
  dwg: (path) =>
    refused(
      path,
      "AutoCAD 的 DWG 格式",
      "请在 CAD 中另存为 ASCII DXF 后再导入",
      "AutoCAD's DWG",
      "Save it as ASCII DXF",
    ),
  mdb: (path) =>
    refused(
      path,
      "个人地理数据库（.mdb）",
      "请在 ArcGIS 中导出为 shapefile 或文件地理数据库",
      "a personal geodatabase (.mdb)",
      "Export it as shapefiles or a file geodatabase",
    ),
  rar: (path) => refused(path, "RAR 压缩包", "请先解压，再导入其中的文件", "a RAR archive", "Unpack it"),
  "7z": (path) => refused(path, "7z 压缩包", "请先解压，再导入其中的文件", "a 7z archive", "Unpack it"),
};

function refused(path: string, isZh: string, doZh: string, isEn: string, doEn: string): AppError {
  return new AppError("input-format", {
    zh: `${basename(path)} 是${isZh}，不能直接读取。${doZh}。`,
    en: `${basename(path)} is ${isEn}, which is not read. ${doEn} and import that.`,
  });
}
