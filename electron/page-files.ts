import { randomBytes } from "node:crypto";
import { readFile, realpath, stat } from "node:fs/promises";
import { extname, join, sep } from "node:path";
import { contentSecurityPolicy } from "./content-security-policy.js";
import { pageOrigin } from "./page-address.js";

/** A file whose type is not listed is not served. */
const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".woff2": "font/woff2",
};

/** Names as the build writes them: no escapes, no backslashes, no leading dots, so nothing needs to be decoded. */
const plainPath = /^(?:\/[A-Za-z0-9_-][A-Za-z0-9_.-]*)+$/u;

/** 403 for what should not be asked, 404 for what is not there. `index.html` gets a fresh nonce each time. */
export async function answerPageRequest(folder: string, request: Request): Promise<Response> {
  // Read as text: parsing would hide what the address looked like before it was made tidy.
  if (request.method !== "GET" || !request.url.startsWith(`${pageOrigin}/`)) return refusal(403);
  const path = request.url.slice(pageOrigin.length).replace(/[?#].*$/su, "");
  const type = types[extname(path).toLowerCase()];
  if (!plainPath.test(path) || type === undefined) return refusal(403);
  const file = await realFile(folder, path);
  if (file === null) return refusal(404);
  const content = await readFile(file);
  if (!path.endsWith(".html")) return new Response(new Uint8Array(content), { headers: headers(type, null) });
  const nonce = randomBytes(16).toString("base64");
  return new Response(content.toString("utf8").replaceAll("__CSP_NONCE__", nonce), { headers: headers(type, nonce) });
}

/** The file behind links, if it is a plain file that lies inside the folder. */
async function realFile(folder: string, path: string): Promise<string | null> {
  try {
    const root = await realpath(folder);
    const file = await realpath(join(root, path));
    return file.startsWith(root + sep) && (await stat(file)).isFile() ? file : null;
  } catch {
    return null;
  }
}

function refusal(status: 403 | 404): Response {
  return new Response(null, { status, headers: headers("text/plain; charset=utf-8", null) });
}

function headers(type: string, nonce: string | null): Record<string, string> {
  return {
    "Content-Type": type,
    "Content-Security-Policy": contentSecurityPolicy(nonce),
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
  };
}
