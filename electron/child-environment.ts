/** What the engine and its workers look at: where caches, temporary files and Windows' own libraries are. */
const passedOn = [
  "FANGAN_CACHE",
  "FANGAN_SPATIAL",
  "HOME",
  "LANG",
  "LOCALAPPDATA",
  "SystemRoot",
  "TEMP",
  "TMP",
  "TMPDIR",
  "TZ",
  "USERPROFILE",
  "XDG_CACHE_HOME",
];

/** The environment of a child process. Nothing else of the user's environment is handed to who reads untrusted files. */
export function childEnvironment(): Record<string, string> {
  return Object.fromEntries(
    passedOn.flatMap((name) => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}
