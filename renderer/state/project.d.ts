import type { Project } from "../../contract/project.js";
/** Takes a project as the engine tells it. A layer that a result is drawn over is hidden when the result is new. */
export declare function showProject(project: Project): Promise<void>;
/** Forgets the project that is shown, so that the next one starts with its own view. */
export declare function leaveProject(): void;
export declare function openProject(path: string): Promise<void>;
export declare function createProject(path: string, replace: boolean): Promise<void>;
/** The project that imports go to: the open one, else the default one, made where it is not there. */
export declare function ensureProject(): Promise<void>;
export declare function removeLayer(layer: number): Promise<void>;
/** Sends the map to all that the project holds. */
export declare function zoomToAll(): void;
/** Sends the map to `bounds` (degrees). */
export declare function travel(bounds: readonly [number, number, number, number]): void;
