import type { MessagePort, Worker } from "node:worker_threads";
import type { Port } from "../contract/wire.js";

/** Node's MessagePort as a `Port`. */
export function nodePort(port: MessagePort): Port {
  return {
    post: (message, transfer = []) => port.postMessage(message, [...transfer]),
    listen(onMessage, onClose) {
      port.on("message", onMessage);
      port.on("close", onClose);
    },
    close: () => port.close(),
  };
}

/** A thread of our own as a `Port`; closing it ends the thread, whatever it does. */
export function threadPort(thread: Worker): Port {
  return {
    post: (message, transfer = []) => thread.postMessage(message, [...transfer]),
    listen(onMessage, onClose) {
      thread.on("message", onMessage);
      // A fault that nobody caught ends the thread; whoever waits for an answer hears of the end.
      thread.on("error", onClose);
      thread.on("exit", onClose);
    },
    close: () => void thread.terminate(),
  };
}

/** The part of Electron's MessagePortMain that is used here; data/ does not import Electron. */
export interface ElectronPort {
  postMessage(message: unknown): void;
  on(event: "message", listener: (event: { data: unknown }) => void): unknown;
  on(event: "close", listener: () => void): unknown;
  start(): void;
  close(): void;
}

/** Electron's MessagePortMain as a `Port`. It can hand over ports only: bytes are copied. */
export function electronPort(port: ElectronPort): Port {
  return {
    post: (message) => port.postMessage(message),
    listen(onMessage, onClose) {
      port.on("message", (event) => onMessage(event.data));
      port.on("close", onClose);
      port.start();
    },
    close: () => port.close(),
  };
}
