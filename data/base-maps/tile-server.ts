import type { BaseMapSource } from "../../contract/base-maps.js";
import { AppError } from "../../contract/errors.js";
import type { Text } from "../../contract/text.js";
import { readTileAddress, tileUrl } from "../../contract/tile-address.js";
import { imageType } from "./image-type.js";
import { Lanes } from "./lanes.js";
import type { TileSource } from "./tile-source.js";

type Server = Extract<BaseMapSource, { type: "server" }>;

/** Bytes of one image; a satellite picture of 512 pixels has a tenth of it. */
const largestImage = 2 * 1024 * 1024;
const atOnce = 6;
/** Milliseconds for a whole tile, and how long a server that did not answer is left alone. */
const patience = 15_000;
const rest = 20_000;
const mostRedirects = 3;
/** Said by servers that have no tile there. */
const noTile = [204, 404, 410];

/**
 * Images of a server whose address the user typed. Only that server is asked: a redirect to another is not followed. No
 * cookie, no name, no page's address goes along. Errors: `server-failed`, with one sentence about the server.
 */
export function openServer({ address, minimumZoom, maximumZoom }: Server): TileSource {
  const read = readTileAddress(address);
  if ("fault" in read) throw new AppError("refused", read.fault);
  const { host } = read;
  const lanes = new Lanes(atOnce);
  const closed = new AbortController();
  let silent: { readonly until: number; readonly fault: AppError } | null = null;

  const ask = async (url: string, signal: AbortSignal): Promise<Uint8Array | null> => {
    if (silent !== null && Date.now() < silent.until) throw silent.fault;
    const late = AbortSignal.timeout(patience);
    try {
      const bytes = await fetchImage(url, host, AbortSignal.any([signal, late, closed.signal]));
      silent = null;
      return bytes;
    } catch (error) {
      if (error instanceof AppError || signal.aborted || closed.signal.aborted) throw error;
      const fault = late.aborted ? tooSlow(host) : noAnswer(host, error);
      silent = { until: Date.now() + rest, fault };
      throw fault;
    }
  };
  return {
    async describe() {
      return { tiles: "image", minimumZoom, maximumZoom, bounds: null, vectorLayers: [], attribution: null };
    },
    async tile(place, signal) {
      if (place.z < minimumZoom || place.z > maximumZoom) return null;
      return await lanes.run(signal, () => ask(tileUrl(address, place), signal));
    },
    async close() {
      closed.abort();
    },
  };
}

async function fetchImage(first: string, host: string, signal: AbortSignal): Promise<Uint8Array | null> {
  let url = new URL(first);
  for (let redirects = 0; ; redirects++) {
    const answer = await fetch(url.href, {
      redirect: "manual",
      signal,
      headers: { Accept: "image/png,image/jpeg,image/webp" },
    });
    const next = answer.status >= 300 && answer.status < 400 ? answer.headers.get("location") : null;
    if (next === null) return await imageOf(answer, host);
    await answer.body?.cancel();
    const target = URL.canParse(next, url.href) ? new URL(next, url) : null;
    if (target?.origin !== url.origin || target.username !== "" || redirects === mostRedirects) throw redirected(host);
    url = target;
  }
}

async function imageOf(answer: Response, host: string): Promise<Uint8Array | null> {
  if (!answer.ok || noTile.includes(answer.status)) {
    await answer.body?.cancel();
    if (noTile.includes(answer.status)) return null;
    throw refused(host, answer.status);
  }
  const bytes = await readAtMost(answer, host);
  if (bytes.length === 0) return null;
  if (imageType(bytes) === null) throw noImage(host);
  return bytes;
}

/** Counted as it arrives: a server may say less than it sends, and packed bytes grow. */
async function readAtMost(answer: Response, host: string): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  const reader = answer.body?.getReader();
  for (;;) {
    const { done = true, value } = (await reader?.read()) ?? {};
    if (done || value === undefined) break;
    size += value.length;
    if (size > largestImage) {
      await reader?.cancel();
      throw tooLarge(host);
    }
    parts.push(value);
  }
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function failed(text: Text, detail?: string): AppError {
  return new AppError("server-failed", text, detail);
}

function noAnswer(host: string, error: unknown): AppError {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return failed(
    {
      zh: `底图服务器 ${host} 没有应答，底图暂不显示。请检查网络和地址，恢复后关闭再打开此底图。`,
      en: `The base map's server ${host} does not answer, so its map is not shown. Check the network and the address, then switch the base map off and on.`,
    },
    String(cause),
  );
}

function tooSlow(host: string): AppError {
  return failed({
    zh: `底图服务器 ${host} 在 15 秒内没有送来图块，底图暂不显示。请检查网络，恢复后关闭再打开此底图。`,
    en: `The base map's server ${host} sent no tile within 15 seconds, so its map is not shown. Check the network, then switch the base map off and on.`,
  });
}

function redirected(host: string): AppError {
  return failed({
    zh: `底图服务器 ${host} 把请求转到了别的服务器，已拒绝。若应使用那个服务器，请以它的地址添加底图。`,
    en: `The base map's server ${host} sent the request on to another server, which was refused. If that one is meant, add its own address.`,
  });
}

function refused(host: string, status: number): AppError {
  return failed({
    zh: `底图服务器 ${host} 拒绝了请求（HTTP ${status}），图块未显示。请核对地址和访问权限，再关闭后打开此底图。`,
    en: `The base map's server ${host} refused a request (HTTP ${status}), so tiles are missing. Check the address and your right to use it, then switch the base map off and on.`,
  });
}

function noImage(host: string): AppError {
  return failed({
    zh: `底图服务器 ${host} 送来的不是 PNG、JPEG 或 WebP 图片，图块未显示。请核对图块地址。`,
    en: `The base map's server ${host} sent something that is no PNG, JPEG or WebP image, so tiles are missing. Check the address.`,
  });
}

function tooLarge(host: string): AppError {
  return failed({
    zh: `底图服务器 ${host} 送来超过 2 MB 的图块，未显示。请改用图块较小的地址。`,
    en: `The base map's server ${host} sent a tile of more than 2 MB, which is not shown. Use an address with smaller tiles.`,
  });
}
