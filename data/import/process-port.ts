import type { ChildProcess } from "node:child_process";
import type { Port } from "../../contract/wire.js";

/** The channel between a Node process and its fork as a `Port`; the fork must use `serialization: "advanced"`. */
export function processPort(side: ChildProcess | NodeJS.Process): Port {
  return {
    post(message) {
      if (side.connected) side.send?.(message as object);
    },
    listen(onMessage, onClose) {
      side.on("message", onMessage);
      side.on("disconnect", onClose);
    },
    close() {
      if (side.connected) side.disconnect?.();
    },
  };
}
