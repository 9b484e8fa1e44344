import { Button, type ButtonProps } from "antd";
import { type Guarded, refusal } from "../state/refusal.js";
import { useStore } from "../state/store.js";
import { useSpeech } from "../text/say.js";

export interface May {
  readonly may: boolean;
  /** The reason why not, for a tooltip. */
  readonly why: string | undefined;
}

/** Whether the open project takes an act now: to be changed, or to have something decided in its ledger. */
export function useMay(act: Guarded): May {
  const { of } = useSpeech();
  const refused = useStore((state) => refusal(state, act));
  return { may: refused === null, why: refused === null ? undefined : of(refused) };
}

/** A button that decides (or changes) something: grey where that is refused, with the reason as its tooltip. */
export function GuardedButton({ act = "decision", disabled, title, ...rest }: ButtonProps & { act?: Guarded }) {
  const { may, why } = useMay(act);
  return <Button {...rest} disabled={!may || disabled === true} title={why ?? title} />;
}
