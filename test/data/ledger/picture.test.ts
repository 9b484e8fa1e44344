import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { pictureHead } from "../../../data/ledger/picture.js";
import { type EngineRoom, openEngineRoom } from "../../support/engine-room.js";

/** The smallest whole PNG: one black pixel. */
const dot = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=",
  "base64",
);
const bytes = (...parts: (string | readonly number[])[]) =>
  Buffer.concat(parts.map((part) => (typeof part === "string" ? Buffer.from(part, "latin1") : Buffer.from(part))));
const png = (width: number, height: number) => {
  const made = Buffer.from(dot);
  made.writeUInt32BE(width, 16);
  made.writeUInt32BE(height, 20);
  return made;
};
/** Start, an APP1 segment with a small picture's frame inside, a fill byte, tables, then the frame of 4000 × 3000. */
const jpeg = bytes(
  [0xff, 0xd8, 0xff, 0xe1, 0, 12],
  [0xff, 0xd8, 0xff, 0xc0, 0, 17, 8, 0, 90, 0],
  [0xff, 0xff, 0xc4, 0, 4, 1, 2],
  [0xff, 0xc2, 0, 17, 8, 0x0b, 0xb8, 0x0f, 0xa0, 3],
);
const webp = (chunk: string, head: readonly number[]) =>
  bytes("RIFF", [0, 0, 0, 0], `WEBP${chunk}`, [0, 0, 0, 0], head);

describe("the head of a picture", () => {
  it.each([
    ["a PNG", dot, { type: "image/png", width: 1, height: 1 }],
    ["a JPEG behind its telephone's notes and small picture", jpeg, { type: "image/jpeg", width: 4000, height: 3000 }],
    [
      "a WebP",
      webp("VP8 ", [0, 0, 0, 0x9d, 0x01, 0x2a, 0xa0, 0x4f, 0xb8, 0x0b]),
      { type: "image/webp", width: 0x0fa0, height: 3000 },
    ],
    [
      "a WebP without loss",
      webp("VP8L", [0x2f, 0x9f, 0xcf, 0x31, 0x00]),
      { type: "image/webp", width: 4000, height: 200 },
    ],
    [
      "a WebP of several parts",
      webp("VP8X", [0, 0, 0, 0, 0x9f, 0x0f, 0, 0xff, 0xff, 0x01]),
      { type: "image/webp", width: 4000, height: 0x20000 },
    ],
  ])("says type and size of %s", (_what, head, expected) => {
    expect(pictureHead(head)).toEqual(expected);
  });

  it("is none for anything else, and for one that breaks off before its size", () => {
    for (const text of [
      "",
      "<svg xmlns='http://www.w3.org/2000/svg'/>",
      "<!doctype html><img>",
      "GIF89a..",
      "%PDF-1.7",
    ])
      expect(pictureHead(Buffer.from(text))).toBeNull();
    for (const whole of [dot, jpeg])
      for (let length = 0; length < 12; length++) expect(pictureHead(whole.subarray(0, length))).toBeNull();
    expect(pictureHead(jpeg.subarray(0, jpeg.length - 4))).toBeNull();
  });
});

describe("a photo that is kept with a house", { timeout: 60_000 }, () => {
  let room: EngineRoom;
  let project: string;
  beforeAll(async () => {
    room = openEngineRoom();
    project = await room.create();
    await room.take("buildings", [
      { geometry: { type: "Point", coordinates: [485_000, 3_056_000] }, properties: { fwbh: "A1" } },
    ]);
    await room.client.ask("ledger.sign", { name: "周正" });
  });
  afterAll(() => room.close());
  const keep = async (name: string, content: Buffer) => {
    writeFileSync(room.path(name), content);
    const file = await room.client.ask("building.attach", { rows: { layer: 1, fids: [1] }, path: room.path(name) });
    const { sha256 = "" } = file.files.at(-1) ?? {};
    return { building: file.of.building, sha256 };
  };

  it("comes whole with its type, whatever its name is", async () => {
    const picture = await room.client.ask("building.picture", await keep("照片.jpg", dot));
    expect(picture).toMatchObject({ type: "image/png", width: 1, height: 1 });
    expect(Buffer.from(picture.bytes).equals(dot)).toBe(true);
  });

  it.each([
    ["drawn by a script's language", "图.png", Buffer.from("<svg onload='alert(1)'/>"), "input-format"],
    ["that is a page", "页.jpg", Buffer.from("<html><script>1</script>"), "input-format"],
    ["that would swell to gigabytes", "炸弹.png", png(60_000, 60_000), "input-too-large"],
    ["of more than 30 MB", "大.png", Buffer.concat([dot, Buffer.alloc(30_000_001)]), "input-too-large"],
  ])("%s is refused in a sentence that names it", async (_what, name, content, code) => {
    const refused = await room.client
      .ask("building.picture", await keep(name, content))
      .catch((error: unknown) => error);
    expect(refused).toMatchObject({ code, text: { zh: expect.stringContaining(`“${name}”`) } });
  });

  it("is not shown when its file was changed, or by a hash that is not the house's", async () => {
    const kept = await keep("二.png", png(2, 2));
    writeFileSync(join(project, "files", `${kept.sha256}.png`), png(3, 3));
    await expect(room.client.ask("building.picture", kept)).rejects.toMatchObject({ code: "input-damaged" });
    const strange = { ...kept, sha256: "../../../../etc/passwd".padEnd(64, "0") };
    await expect(room.client.ask("building.picture", strange)).rejects.toMatchObject({ code: "input-missing" });
  });
});
