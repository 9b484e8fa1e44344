/** Where the page lives. A standard scheme gives it an origin of its own, which `file:` would not. */
export const pageScheme = "app";
const pageHost = "fangan";
export const pageOrigin = `${pageScheme}://${pageHost}`;
export const pageUrl = `${pageOrigin}/index.html`;

/** True for any file of the page's origin. */
export function isOwnUrl(url: string): boolean {
  return url.startsWith(`${pageOrigin}/`);
}
