import { useEffect, useState } from "react";
import { takeBaseMapFiles } from "../state/base-maps.js";
import { offerFiles } from "../state/imports.js";
import { useStore } from "../state/store.js";
import { useSpeech } from "../text/say.js";

/** Files can be dropped anywhere in the window; while they hover, it says what is taken. */
export function DropZone() {
  const { t, locale } = useSpeech();
  const catalog = useStore((state) => state.catalog);
  const [over, setOver] = useState(false);
  useEffect(() => {
    const isFiles = (event: DragEvent) => event.dataTransfer?.types.includes("Files") === true;
    const enter = (event: DragEvent) => {
      if (!isFiles(event)) return;
      event.preventDefault();
      setOver(true);
    };
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false);
    };
    const drop = (event: DragEvent) => {
      event.preventDefault();
      setOver(false);
      const { files, folders } = dropped(event.dataTransfer);
      offerFiles(takeBaseMapFiles(files), { folders });
    };
    window.addEventListener("dragenter", enter);
    window.addEventListener("dragover", enter);
    window.addEventListener("dragleave", leave);
    window.addEventListener("drop", drop);
    return () => {
      window.removeEventListener("dragenter", enter);
      window.removeEventListener("dragover", enter);
      window.removeEventListener("dragleave", leave);
      window.removeEventListener("drop", drop);
    };
  }, []);
  if (!over) return null;
  const formats = (catalog?.readFormats ?? []).map(({ title }) => title[locale]).join(locale === "zh" ? "、" : ", ");
  return (
    <div className="drop-zone">
      <strong>{t("app.dropHere")}</strong>
      <span>{t("app.dropHint", { formats })}</span>
    </div>
  );
}

/** Paths of what was dropped; a folder may be named like a file, so the browser is asked which it is. */
function dropped(transfer: DataTransfer | null): { files: string[]; folders: string[] } {
  const [files, folders]: [string[], string[]] = [[], []];
  for (const item of transfer?.items ?? []) {
    const file = item.getAsFile();
    if (file === null) continue;
    const isFolder = item.webkitGetAsEntry()?.isDirectory === true;
    (isFolder ? folders : files).push(window.desktop.pathOf(file));
  }
  return { files, folders };
}
