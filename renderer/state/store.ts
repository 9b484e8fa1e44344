import { create } from "zustand";
import type { Condition, Feature, Reading, ShiftFinding } from "../../contract/api.js";
import type { ClusterFacts } from "../../contract/card-calls.js";
import type { Catalog } from "../../contract/catalog.js";
import type { Startup } from "../../contract/desktop.js";
import type { ErrorReport } from "../../contract/errors.js";
import type { Inspection } from "../../contract/inspection.js";
import type { LostLayer } from "../../contract/keep-calls.js";
import type { CaseAction } from "../../contract/ledger.js";
import type { LedgerSummary, RowChoice } from "../../contract/ledger-calls.js";
import type { Preferences } from "../../contract/preferences.js";
import type { Bounds, Project } from "../../contract/project.js";
import type { Locale, Text } from "../../contract/text.js";
import type { Progress } from "../../contract/wire.js";
import type { Theme } from "../theme/tokens.js";
import type { BaseMaps } from "./base-maps.js";
import type { CaseMark } from "./case-marks.js";
import type { ChartsView } from "./charts.js";
import type { Chosen, Tool } from "./chosen.js";
import type { SharedFilter } from "./filter.js";
import { firstPreferences } from "./first-preferences.js";
import type { WorkView } from "./ledger.js";
import type { MapMenu } from "./map-menu.js";
import type { NearPlace } from "./near.js";
import type { Passing } from "./passing.js";
import type { Ranking } from "./ranking.js";
import type { SchemeEditing } from "./scheme.js";
import type { MutedClasses } from "./style.js";
import type { WideView, WorkDialog } from "./work-dialogs.js";

/** One feature of one layer. Everything that shows features shows this one alike. */
export interface Selection {
  readonly layer: number;
  readonly fid: number;
}

/** The dialog that is open. */
export type Dialog =
  | { readonly type: "none" }
  | {
      readonly type: "import";
      readonly drafts: readonly ImportDraft[];
      /** The draft that is shown. */
      readonly shown: number;
      readonly ignored: readonly string[];
    }
  | { readonly type: "run"; readonly analysis: string }
  /** `chosen`: of what is selected together, nothing else. */
  | { readonly type: "export"; readonly layer: number | null; readonly chosen?: true }
  /** What lies within metres of a place. */
  | { readonly type: "near"; readonly of: NearPlace; readonly act: "select" | "filter" }
  | { readonly type: "source"; readonly layer: number }
  /** How the results of a run were found. */
  | { readonly type: "account"; readonly run: number }
  /** Who decides. */
  | { readonly type: "sign" }
  | { readonly type: "pick"; readonly rows: RowChoice; readonly count: number }
  | { readonly type: "open-cases"; readonly list: number; readonly count: number }
  | { readonly type: "act"; readonly cases: readonly number[]; readonly action: CaseAction }
  | { readonly type: "grade"; readonly rows: RowChoice }
  | { readonly type: "note"; readonly rows: RowChoice }
  | { readonly type: "templates" }
  | { readonly type: "backups" }
  /** A project at `path` whose files are damaged. */
  /** A server of tiles is asked for. */
  | { readonly type: "base-map" }
  | { readonly type: "rebuild"; readonly path: string }
  | { readonly type: "welcome" }
  | { readonly type: "palette" }
  | { readonly type: "keys" }
  | WorkDialog;

/** A file, or one layer of it, on its way in: what was found, what the user corrected, and where it goes. */
export interface ImportDraft {
  readonly id: number;
  readonly path: string;
  readonly reading: Reading;
  /** The layer of which it is a newer version; null: it becomes a layer of its own. */
  readonly replaces: number | null;
  /** The last answer; it stays on the screen while the next is awaited. */
  readonly inspection: Inspection | null;
  readonly busy: boolean;
  readonly error: ErrorReport | null;
}

/** Long work. One that fails leaves, and its error is shown. */
export interface Job {
  readonly id: number;
  readonly title: Text;
  readonly state: "running" | "cancelling" | "done";
  readonly startedAt: number;
  /** When the phase that is shown began: time left is reckoned from there. */
  readonly phaseAt: number;
  readonly progress: Progress | null;
}

/** A short message that leaves by itself; an error stays until it is read. */
export interface Notice {
  readonly id: number;
  readonly tone: "good" | "note" | "error";
  readonly title: Text;
  readonly detail: string | null;
  /** A file or folder that was written. */
  readonly path: string | null;
  /** Layers whose rows the message is about. */
  readonly layers: readonly number[];
  /** The layer whose source has more to say. */
  readonly source: number | null;
}

export interface TableView {
  readonly layer: number;
  readonly filter: readonly Condition[];
}

/** Where the map shall go; `serial` tells two equal requests apart. */
export interface Journey {
  readonly bounds: Bounds;
  readonly serial: number;
}

/** Whether a layer lies off as a web map's shift would have it: what the card tells and the map draws. */
export interface ShiftCheck {
  readonly layer: number;
  readonly finding: ShiftFinding;
}

/** What the window shows. Server truth (catalog, project, feature, ranking) is replaced whole, never patched. */
export interface State {
  readonly locale: Locale;
  readonly theme: Theme;
  readonly startup: Startup | null;
  readonly preferences: Preferences;
  readonly engine: "starting" | "ready" | "stopped";
  readonly generation: number;
  readonly catalog: Catalog | null;
  readonly project: Project | null;
  /** What the program was started with has been opened, or was not to be. */
  readonly started: boolean;
  readonly hidden: ReadonlySet<number>;
  /** The layer whose style is shown on the right. */
  readonly styling: number | null;
  readonly muted: MutedClasses;
  readonly selection: Selection | null;
  readonly feature: Feature | null;
  /** What the card of the open hot spot tells beyond its row; null until it is read. */
  readonly cluster: ClusterFacts | null;
  readonly ranking: Ranking | null;
  readonly shift: ShiftCheck | null;
  /** `fid` of the cluster that was opened last: where the list goes on. */
  readonly lastCluster: number | null;
  readonly dialog: Dialog;
  readonly jobs: readonly Job[];
  readonly notices: readonly Notice[];
  readonly table: TableView | null;
  /** How far rules reach about pipes and pits is drawn. */
  readonly ranges: boolean;
  /** Houses are drawn as high as they are. */
  readonly relief: boolean;
  readonly filter: SharedFilter | null;
  readonly charts: ChartsView | null;
  /** Rows that are selected together; null: none. */
  readonly chosen: Chosen | null;
  /** What drags on the map do. */
  readonly tool: Tool;
  /** The layer whose rows the tools select, where the user has said so. */
  readonly toolLayerId: number | null;
  /** The menu that is open over the map. */
  readonly mapMenu: MapMenu | null;
  /** What the map shows, in degrees. */
  readonly inView: Bounds | null;
  /** What the engine says of the filter: it holds when this is there. */
  readonly passing: Passing | null;
  /** The bar of the filter stays open though nothing is filtered. */
  readonly filterBar: boolean;
  /** The layer whose columns the bar offers while nothing is filtered. */
  readonly filterLayer: number | null;
  /** What people decided in the open project, at a glance; null while none is open. */
  readonly ledger: LedgerSummary | null;
  /** The work panel, where it is open. */
  readonly work: WorkView | null;
  /** What lies over the map, where something does. */
  readonly wide: WideView | null;
  /** The scheme that is being edited over a scored layer, where one is. */
  readonly scheme: SchemeEditing | null;
  /** Layer → number of the preview that it is shown by, risen with each; absent: as it is kept. */
  readonly previews: ReadonlyMap<number, number>;
  readonly caseMarks: readonly CaseMark[];
  readonly marksShown: boolean;
  /** Layers that are lost in the open project. */
  readonly lost: readonly LostLayer[];
  readonly baseMaps: BaseMaps;
  readonly journey: Journey | null;
  /** Longitude, latitude under the pointer. */
  readonly cursor: readonly [number, number] | null;
  readonly zoom: number;
  /** The map's scale is 1 : this, in its middle, on a screen of 96 dpi. */
  readonly scale: number;
  /** Read out by screen readers. */
  readonly announcement: string;
}

export const useStore = create<State>()(() => ({
  locale: "zh",
  theme: "light",
  startup: null,
  preferences: firstPreferences,
  engine: "starting",
  generation: 0,
  catalog: null,
  project: null,
  started: false,
  hidden: new Set<number>(),
  styling: null,
  muted: {},
  selection: null,
  feature: null,
  cluster: null,
  ranking: null,
  shift: null,
  lastCluster: null,
  dialog: { type: "none" },
  jobs: [],
  notices: [],
  table: null,
  ranges: true,
  relief: false,
  filter: null,
  charts: null,
  chosen: null,
  tool: "click",
  toolLayerId: null,
  mapMenu: null,
  inView: null,
  passing: null,
  filterBar: false,
  filterLayer: null,
  ledger: null,
  work: null,
  wide: null,
  scheme: null,
  previews: new Map<number, number>(),
  caseMarks: [],
  marksShown: true,
  lost: [],
  baseMaps: { all: [], described: new Map(), faults: new Map(), version: 0 },
  journey: null,
  cursor: null,
  zoom: 0,
  scale: 0,
  announcement: "",
}));

export const change = useStore.setState;
export const current = useStore.getState;
