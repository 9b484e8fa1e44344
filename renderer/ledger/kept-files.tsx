import { useEffect, useRef, useState } from "react";
import type { BuildingFile } from "../../contract/ledger-calls.js";
import { mayBePicture, type Thumbnail, thumbnail } from "../state/pictures.js";
import { change } from "../state/store.js";
import { showFile } from "../state/work-dialogs.js";
import { useSpeech } from "../text/say.js";

/** What is kept with a house: photos small, a click shows one large; other documents by name, shown in their folder. */
export function KeptFiles({ file }: { file: BuildingFile }) {
  const { t } = useSpeech();
  const { building } = file.of;
  const photos = file.files.filter(({ name }) => mayBePicture(name));
  const others = file.files.filter(({ name }) => !mayBePicture(name));
  return (
    <>
      {photos.length > 0 && (
        <ul className="kept-photos" aria-label={t("cases.photos")}>
          {photos.map(({ name, sha256, added }) => (
            <li key={`${added.seq}/${sha256}`}>
              <Photo building={building} name={name} sha256={sha256} />
            </li>
          ))}
        </ul>
      )}
      {others.length > 0 && (
        <ul className="plain-list kept-files">
          {others.map(({ name, sha256, added }) => (
            <li key={`${added.seq}/${sha256}`}>
              <button
                type="button"
                className="text-link clip"
                title={t("export.show")}
                onClick={() => void showFile(building, sha256)}
              >
                {name}
              </button>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function Photo({ building, name, sha256 }: { building: number; name: string; sha256: string }) {
  const { of } = useSpeech();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [found, setFound] = useState<Thumbnail | null>(null);
  useEffect(() => {
    let wanted = true;
    void thumbnail(building, sha256).then((made) => wanted && setFound(made));
    return () => {
      wanted = false;
    };
  }, [building, sha256]);
  useEffect(() => {
    if (found === null || !("bitmap" in found) || canvas.current === null) return;
    const { bitmap } = found;
    canvas.current.width = bitmap.width;
    canvas.current.height = bitmap.height;
    canvas.current.getContext("2d")?.drawImage(bitmap, 0, 0);
  }, [found]);
  const fault = found !== null && "fault" in found ? of(found.fault.message) : null;
  return (
    <button
      type="button"
      className="kept-photo"
      title={fault ?? name}
      data-shown={found === null ? "not-yet" : fault === null ? "yes" : "no"}
      onClick={() =>
        fault === null ? change({ dialog: { type: "photo", building, sha256 } }) : void showFile(building, sha256)
      }
    >
      {fault === null ? <canvas ref={canvas} /> : <b className="no-picture">?</b>}
      <span className="clip">{name}</span>
    </button>
  );
}
