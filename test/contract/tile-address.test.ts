import { describe, expect, it } from "vitest";
import { baseMap, newBaseMap } from "../../contract/base-maps.js";
import { readTileAddress, tileUrl } from "../../contract/tile-address.js";

describe("the address of a server's tiles", () => {
  it.each([
    ["http://tiles.intra/{z}/{x}/{y}.png", "tiles.intra", "http://tiles.intra/3/5/1.png"],
    [
      "  https://10.0.0.7:8443/wmts?l={z}&r={y}&c={x}&tk=a%20b ",
      "10.0.0.7:8443",
      "https://10.0.0.7:8443/wmts?l=3&r=1&c=5&tk=a%20b",
    ],
    ["http://瓦片.内网/地图/{z}/{x}/{-y}.jpg", "xn--3nqt80g.xn--m9tx9b", "http://瓦片.内网/地图/3/5/6.jpg"],
  ])("%s is read", (typed, host, url) => {
    const read = readTileAddress(typed);
    if ("fault" in read) throw new Error(read.fault.en);
    expect(tileUrl(read.address, { z: 3, x: 5, y: 1 })).toBe(url);
    if (!typed.includes("瓦片")) expect(read.host).toBe(host);
  });

  it.each([
    ["", "should start with http"],
    ["tiles.intra/{z}/{x}/{y}.png", "no protocol"],
    ["ftp://tiles.intra/{z}/{x}/{y}.png", "another protocol"],
    ["file:///data/{z}/{x}/{y}.png", "a file"],
    ["javascript:alert({z}{x}{y})", "a script"],
    ["http:///{z}/{x}/{y}.png", "no server: the zoom would be it"],
    ["http://tiles.intra/{z}/{x}.png", "no row"],
    ["http://tiles.intra/{z}/{x}/{y}/{y}.png", "a row twice"],
    ["http://tiles.intra/{z}/{x}/{y}/{-y}.png", "both rows"],
    ["http://tiles.intra/{z}/{x}/{y}{r}.png", "another place"],
    ["http://{s}.tiles.intra/{z}/{x}/{y}.png", "another place"],
    ["http://tiles.intra/{z}/{x}/{y}.png}", "a brace"],
    ["http://{z}.tiles.intra/{x}/{y}.png", "the zoom chooses the server"],
    ["http://tiles.intra:8{z}/{x}/{y}.png", "the zoom chooses the port"],
    ["http://tiles.intra/#{z}/{x}/{y}.png", "behind the hash"],
    ["http://tiles.intra/{z}/{x}/{y}#", "a hash with nothing behind it"],
    ["http://me:secret@tiles.intra/{z}/{x}/{y}.png", "a password"],
    ["http://@tiles.intra/{z}/{x}/{y}.png", "an empty name"],
    ["http://tiles.intra\\@other/{z}/{x}/{y}.png", "a backslash"],
    ["http://tiles.intra/a b/{z}/{x}/{y}.png", "a blank"],
    [`http://tiles.intra/${"a".repeat(2000)}/{z}/{x}/{y}.png`, "too long"],
  ])("%s is refused with a sentence: %s", (typed) => {
    const read = readTileAddress(typed);
    expect(read).toHaveProperty("fault.zh");
    expect(newBaseMap.safeParse(wanted({ address: typed })).success).toBe(false);
  });

  it("is kept only with zooms in order and nothing beside it", () => {
    const address = "http://tiles.intra/{z}/{x}/{y}.png";
    expect(newBaseMap.safeParse(wanted({ address })).success).toBe(true);
    expect(newBaseMap.safeParse(wanted({ address, minimumZoom: 9, maximumZoom: 3 })).success).toBe(false);
    expect(newBaseMap.safeParse(wanted({ address, headers: {} })).success).toBe(false);
    const file = { id: 1, name: "a", shown: true, opacity: 1, attribution: "" };
    const path = (name: string) => ({ ...file, source: { type: "file", path: name } });
    expect(baseMap.safeParse(path("/地图/市区 一.PMTILES")).success).toBe(true);
    expect(baseMap.safeParse(path("/etc/passwd")).success).toBe(false);
  });
});

function wanted(source: object): object {
  return { name: "a", attribution: "", source: { type: "server", minimumZoom: 0, maximumZoom: 18, ...source } };
}
