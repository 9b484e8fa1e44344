import { Input, InputNumber, Modal } from "antd";
import { useState } from "react";
import { deepestZoom } from "../../contract/base-maps.js";
import { readTileAddress } from "../../contract/tile-address.js";
import { addBaseMap } from "../state/base-maps.js";
import { change } from "../state/store.js";
import { useSpeech } from "../text/say.js";

/** Asks for the address of image tiles on the intranet. The main process asks once more before the server is. */
export function BaseMapDialog() {
  const { t, of } = useSpeech();
  const [address, setAddress] = useState("");
  const [name, setName] = useState("");
  const [attribution, setAttribution] = useState("");
  const [minimumZoom, setMinimum] = useState(0);
  const [maximumZoom, setMaximum] = useState(18);
  const [tried, setTried] = useState(false);
  const read = readTileAddress(address);
  const close = () => change({ dialog: { type: "none" } });
  const isInOrder = minimumZoom <= maximumZoom;
  const go = async () => {
    setTried(true);
    if ("fault" in read || !isInOrder) return;
    const source = { type: "server" as const, address: read.address, minimumZoom, maximumZoom };
    if (await addBaseMap({ source, name: name.trim(), attribution: attribution.trim() })) close();
  };
  const zoom = (value: number, take: (zoom: number) => void, label: string) => (
    <InputNumber
      aria-label={label}
      min={0}
      max={deepestZoom}
      precision={0}
      value={value}
      onChange={(typed) => typed !== null && take(typed)}
    />
  );
  return (
    <Modal
      open
      centered
      width={560}
      title={t("base.serverTitle")}
      okText={t("base.addThis")}
      cancelText={t("common.cancel")}
      onCancel={close}
      onOk={() => void go()}
    >
      <div className="form-grid">
        <div className="field" data-wide="true">
          <span>{t("base.address")}</span>
          <Input
            aria-label={t("base.address")}
            autoFocus
            spellCheck={false}
            value={address}
            placeholder="http://10.1.2.3:8080/tiles/{z}/{x}/{y}.png"
            status={tried && "fault" in read ? "error" : ""}
            onChange={({ target }) => setAddress(target.value)}
            onPressEnter={() => void go()}
          />
          {tried && "fault" in read ? (
            <small className="field-fault" role="alert">
              {of(read.fault)}
            </small>
          ) : (
            <small className="quiet">{t("base.addressHint")}</small>
          )}
        </div>
        <div className="field">
          <span>{t("base.name")}</span>
          <Input
            aria-label={t("base.name")}
            value={name}
            maxLength={200}
            onChange={(event) => setName(event.target.value)}
          />
        </div>
        <div className="field">
          <span>
            {t("base.zooms")}
            {!isInOrder && <small className="field-fault"> {t("base.zoomsFault")}</small>}
          </span>
          <div className="base-zooms">
            {zoom(minimumZoom, setMinimum, t("base.minimumZoom"))}
            <span>–</span>
            {zoom(maximumZoom, setMaximum, t("base.maximumZoom"))}
          </div>
        </div>
        <div className="field" data-wide="true">
          <span>
            {t("base.attribution")}
            <em>{t("base.optional")}</em>
          </span>
          <Input
            aria-label={t("base.attribution")}
            value={attribution}
            maxLength={300}
            onChange={(event) => setAttribution(event.target.value)}
          />
        </div>
      </div>
    </Modal>
  );
}
