import { InputNumber } from "antd";

interface NumberRowProps {
  readonly label: string;
  readonly value: number;
  readonly minimum: number;
  readonly maximum: number;
  readonly step?: number;
  readonly change: (value: number) => void;
}

/** A number of the scheme with its name. An empty field changes nothing. */
export function NumberRow({ label, value, minimum, maximum, step = 1, change }: NumberRowProps) {
  return (
    <div className="number-row">
      <span>{label}</span>
      <InputNumber
        size="small"
        aria-label={label}
        min={minimum}
        max={maximum}
        step={step}
        value={value}
        onChange={(next) => next !== null && next !== value && change(next)}
      />
    </div>
  );
}
