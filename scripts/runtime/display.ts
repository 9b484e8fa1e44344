import { spawn } from "node:child_process";

export interface Display {
  /** For DISPLAY in the environment of who draws. */
  readonly name: string;
  close(): void;
}

/** True where a window can be shown to somebody. */
export function hasDisplay(): boolean {
  const { platform, env } = process;
  return platform !== "linux" || env.DISPLAY !== undefined || env.WAYLAND_DISPLAY !== undefined;
}

/** Starts a virtual display of 1920 × 1080 that no other machine can reach. Throws an Error when Xvfb does not start. */
export function openVirtualDisplay(): Promise<Display> {
  const args = ["-displayfd", "3", "-screen", "0", "1920x1080x24", "-nolisten", "tcp"];
  const server = spawn("Xvfb", args, { stdio: ["ignore", "ignore", "ignore", "pipe"] });
  const named = server.stdio[3];
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("Xvfb did not start within 10 s.")), 10_000);
    server.on("error", reject);
    server.on("exit", () => reject(new Error("Xvfb ended as soon as it was started.")));
    named?.on("data", (number: Buffer) => {
      clearTimeout(timer);
      resolve({ name: `:${number.toString().trim()}`, close: () => server.kill() });
    });
  });
}
