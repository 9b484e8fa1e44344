/// <reference lib="dom" />

/** Times by the page's clock; 0: not yet. */
export interface MovesSeen {
  pressed: number;
  engine: number;
  counts: number;
  firstTile: number;
  lastTile: number;
  drawn: number;
  /** The page was free again after the last drawing: without a graphics card it waits until that is on the screen. */
  shown: number;
  frames: number;
  /** Tiles asked for that have not come. */
  pending: number;
}

/** Runs in the page: notes when keys, the engine's answers, the panel and the map's drawing happen. */
export function watchMoves(): void {
  const none: MovesSeen = {
    ...{ pressed: 0, engine: 0, counts: 0, firstTile: 0, lastTile: 0, drawn: 0, shown: 0, frames: 0, pending: 0 },
  };
  const room = window as unknown as { found: MovesSeen };
  room.found = { ...none };
  document.addEventListener(
    "keydown",
    () => {
      room.found = { ...none, pressed: performance.now() };
    },
    { capture: true },
  );
  const asked = new Map<number, string>();
  const watched = new WeakSet<MessagePort>();
  const { postMessage } = MessagePort.prototype;
  MessagePort.prototype.postMessage = function (this: MessagePort, ...given: [never]) {
    const [message] = given as unknown as [{ type?: string; id?: number; name?: string } | null];
    if (!watched.has(this)) {
      watched.add(this);
      this.addEventListener("message", ({ data }: MessageEvent<{ type?: string; id?: number }>) => {
        const name = data.type === "progress" ? undefined : asked.get(data.id ?? -1);
        if (name === undefined) return;
        asked.delete(data.id ?? -1);
        const now = performance.now();
        if (name === "score.rescore") room.found.engine = now;
        if (name !== "layer.tile") return;
        room.found.pending -= 1;
        room.found.lastTile = now;
        if (room.found.firstTile === 0) room.found.firstTile = now;
      });
    }
    if (message?.type === "call" && message.id !== undefined && message.name !== undefined) {
      asked.set(message.id, message.name);
      if (message.name === "layer.tile") room.found.pending += 1;
    }
    postMessage.apply(this, given);
  };
  const { drawElements } = WebGL2RenderingContext.prototype;
  WebGL2RenderingContext.prototype.drawElements = function (...given) {
    if (room.found.shown >= room.found.drawn) {
      room.found.frames += 1;
      room.found.shown = 0;
      const { found } = room;
      requestAnimationFrame(() => {
        found.shown = performance.now();
      });
    }
    room.found.drawn = performance.now();
    drawElements.apply(this, given);
  };
  new MutationObserver(() => {
    if (room.found.pressed > 0) room.found.counts = performance.now();
  }).observe(document.querySelector(".level-counts") ?? document.body, {
    subtree: true,
    characterData: true,
    childList: true,
  });
}

/** What the map has done since `watchTiles`. */
export interface TilesSeen {
  /** Tiles asked for that have not come, and those that have. */
  pending: number;
  came: number;
  /** When something was drawn last, by the page's clock. */
  drawn: number;
}

/** Runs in the page: counts tiles that are asked for and come, and notes when the map draws. */
export function watchTiles(): void {
  const seen: TilesSeen = { pending: 0, came: 0, drawn: performance.now() };
  (window as unknown as { seen: TilesSeen }).seen = seen;
  const asked = new Set<number>();
  const watched = new WeakSet<MessagePort>();
  const { postMessage } = MessagePort.prototype;
  MessagePort.prototype.postMessage = function (this: MessagePort, ...given: [never]) {
    const [message] = given as unknown as [{ type?: string; id?: number; name?: string } | null];
    if (!watched.has(this)) {
      watched.add(this);
      this.addEventListener("message", ({ data }: MessageEvent<{ type?: string; id?: number }>) => {
        if (data.type === "progress" || !asked.delete(data.id ?? -1)) return;
        seen.pending -= 1;
        seen.came += 1;
      });
    }
    if (message?.type === "call" && message.id !== undefined && message.name === "layer.tile") {
      asked.add(message.id);
      seen.pending += 1;
    }
    postMessage.apply(this, given);
  };
  const { drawElements } = WebGL2RenderingContext.prototype;
  WebGL2RenderingContext.prototype.drawElements = function (...given) {
    seen.drawn = performance.now();
    drawElements.apply(this, given);
  };
}
