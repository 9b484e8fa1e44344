import { chmodSync, cpSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { runCommand } from "./command.js";

const name = "fangan-tester";

/** A user without rights, in whose name Chromium's real sandbox can be tested when the tests run as root. */
export interface UnprivilegedUser {
  readonly home: string;
  /** The command that runs `program` in the user's name. */
  wrap(program: string, args: readonly string[]): readonly [string, readonly string[]];
  /** `folder` itself where the user can read it, else a copy that it can. */
  readable(folder: string, leaveOut: readonly string[]): Promise<string>;
  /** A fresh folder that the user may write to. */
  workFolder(): Promise<string>;
  /** Deletes copies and work folders. */
  close(): void;
}

/** Makes the user where it is not there. Only for root on Linux. Throws an Error when it cannot be made. */
export async function unprivilegedUser(): Promise<UnprivilegedUser> {
  const known = await runCommand("id", ["-u", name], { timeout: 10_000 });
  if (!known.ok) {
    const made = await runCommand("useradd", ["--system", "--create-home", "--shell", "/bin/false", name], {
      timeout: 30_000,
    });
    if (!made.ok) throw new Error(`The user ${name} could not be made: ${made.fault}`);
  }
  const entry = await runCommand("getent", ["passwd", name], { timeout: 10_000 });
  const home = entry.stdout.split(":")[5] ?? `/home/${name}`;
  const temporary: string[] = [];
  const wrap: UnprivilegedUser["wrap"] = (program, args) => [
    "setpriv",
    [`--reuid=${name}`, `--regid=${name}`, "--init-groups", program, ...args],
  ];
  const fresh = () => {
    const folder = mkdtempSync(join(tmpdir(), "fangan-tests-"));
    temporary.push(folder);
    chmodSync(folder, 0o755);
    return folder;
  };
  return {
    home,
    wrap,
    async readable(folder, leaveOut) {
      const [program, args] = wrap("find", [folder, "-maxdepth", "1", "-not", "-readable", "-print", "-quit"]);
      const looked = await runCommand(program, args, { timeout: 10_000 });
      if (looked.ok && looked.stdout === "") return folder;
      const copy = join(fresh(), basename(folder));
      const unwanted = leaveOut.map((part) => join(folder, part));
      cpSync(folder, copy, { recursive: true, verbatimSymlinks: true, filter: (path) => !unwanted.includes(path) });
      return copy;
    },
    async workFolder() {
      const folder = fresh();
      await runCommand("chown", [name, folder], { timeout: 10_000 });
      return folder;
    },
    close() {
      for (const folder of temporary) if (existsSync(folder)) rmSync(folder, { recursive: true, force: true });
    },
  };
}
