import type { Port } from "../../contract/wire.js";

/** The page's end of a message channel, as the wire wants it. The page's ports have no close event: main says when. */
export function pagePort(port: MessagePort): Port {
  return {
    post(message, transfer = []) {
      port.postMessage(message, [...transfer]);
    },
    listen(onMessage) {
      port.onmessage = (event) => onMessage(event.data);
      port.start();
    },
    close() {
      port.onmessage = null;
      port.close();
    },
  };
}
