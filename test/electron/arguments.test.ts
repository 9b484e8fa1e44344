import { describe, expect, it } from "vitest";
import { readArguments } from "../../electron/arguments.js";

describe("arguments of a start", () => {
  it("are all absent when nothing was given", () => {
    expect(readArguments(["."], "/work")).toEqual({
      openProject: null,
      openSample: null,
      headlessJob: null,
      locale: null,
      userData: null,
    });
  });

  it("are read in both spellings, among Chromium's switches, relative to the folder", () => {
    const argv = [
      ".",
      "--inspect=0",
      "--open-project",
      "a b.fangan",
      "--headless-job=out",
      "--lang",
      "en",
      "--user-data=/u",
    ];
    expect(readArguments(argv, "/work")).toEqual({
      openProject: "/work/a b.fangan",
      openSample: null,
      headlessJob: "/work/out",
      locale: "en",
      userData: "/u",
    });
  });

  it("do not take the next option for a value, nor an unknown language", () => {
    const read = readArguments(["--open-sample", "--lang", "fr"], "/work");
    expect(read.openSample).toBeNull();
    expect(read.locale).toBeNull();
  });
});
