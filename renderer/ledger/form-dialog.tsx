import { Input, Modal } from "antd";
import { type ReactNode, useRef } from "react";
import { change } from "../state/store.js";
import { useSpeech } from "../text/say.js";

export const closeDialog = () => change({ dialog: { type: "none" } });

interface FormDialogProps {
  readonly title: string;
  readonly go: string;
  readonly ready: boolean;
  readonly confirm: () => Promise<void>;
  readonly width?: number;
  readonly children: ReactNode;
}

/** A dialog that asks for some things and does one: the first field has the focus, Enter in a line of text does it. */
export function FormDialog({ title, go, ready, confirm, width = 460, children }: FormDialogProps) {
  const { t } = useSpeech();
  const form = useRef<HTMLFormElement>(null);
  const focusFirst = () => {
    if (form.current?.contains(document.activeElement)) return;
    form.current?.querySelector<HTMLElement>("input, textarea")?.focus();
  };
  return (
    <Modal
      open
      centered
      afterOpenChange={focusFirst}
      width={width}
      title={title}
      okText={go}
      cancelText={t("common.cancel")}
      okButtonProps={{ disabled: !ready }}
      onOk={() => void confirm()}
      onCancel={closeDialog}
    >
      <form
        ref={form}
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) void confirm();
        }}
      >
        {children}
        <button type="submit" hidden />
      </form>
    </Modal>
  );
}

interface TextFieldProps {
  readonly label: string;
  readonly value: string;
  readonly type?: "text" | "date";
  readonly rows?: number;
  readonly set: (value: string) => void;
}

/** A field of words, or of a day. */
export function TextField({ label, value, type = "text", rows, set }: TextFieldProps) {
  return (
    <div className="field">
      <span>{label}</span>
      {rows === undefined ? (
        <Input
          type={type}
          aria-label={label}
          maxLength={200}
          value={value}
          onChange={(event) => set(event.target.value)}
        />
      ) : (
        <Input.TextArea
          aria-label={label}
          rows={rows}
          maxLength={2000}
          value={value}
          onChange={(event) => set(event.target.value)}
        />
      )}
    </div>
  );
}
