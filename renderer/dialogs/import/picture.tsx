import { useMemo } from "react";
import type { Inspection } from "../../../contract/inspection.js";
import { formatPosition } from "../../text/format.js";
import { useSpeech } from "../../text/say.js";
import { picturePath, pictureSize } from "./picture-path.js";

/** A small drawing of the file's shapes: wrong axes or a wrong CRS show at a glance. */
export function ImportPicture({ inspection: { picture, geometry, crs } }: { inspection: Inspection }) {
  const { t } = useSpeech();
  const drawn = useMemo(() => (picture === null ? null : picturePath(picture)), [picture]);
  if (drawn === null || picture === null)
    return <div className="picture quiet">{t(crs.value === null ? "import.noPictureCrs" : "import.noPicture")}</div>;
  const [west, south, east, north] = picture.bounds;
  return (
    <figure className="picture">
      <svg
        viewBox={`0 0 ${pictureSize.width} ${pictureSize.height}`}
        role="img"
        aria-label={t("import.picture")}
        data-geometry={geometry}
      >
        <path d={drawn} />
      </svg>
      <figcaption className="quiet">
        {formatPosition(west, south, 3)} – {formatPosition(east, north, 3)}
      </figcaption>
    </figure>
  );
}
