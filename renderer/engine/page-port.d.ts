import type { Port } from "../../contract/wire.js";
/** The page's end of a message channel, as the wire wants it. The page's ports have no close event: main says when. */
export declare function pagePort(port: MessagePort): Port;
