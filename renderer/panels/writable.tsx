import { ConfigProvider } from "antd";
import type { ReactNode } from "react";
import { useStore } from "../state/store.js";

/** Whether the open project takes changes. */
export function useWritable(): boolean {
  return useStore((state) => state.project === null || state.project.readOnly === null);
}

/** What is inside decides something: its buttons and fields are disabled where the project is read-only. */
export function Writable({ children }: { children: ReactNode }) {
  return <ConfigProvider componentDisabled={!useWritable()}>{children}</ConfigProvider>;
}
