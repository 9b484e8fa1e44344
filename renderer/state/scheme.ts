import type { CallOutput } from "../../contract/api.js";
import { reportError } from "../../contract/errors.js";
import { type PressureProfile, type Scheme, sameScheme } from "../../contract/scheme.js";
import type { Rescored, SchemeEntry } from "../../contract/scheme-calls.js";
import type { Text } from "../../contract/text.js";
import { ask } from "../engine/engine.js";
import { bothTexts, say } from "../text/say.js";
import { notify, showError } from "./notices.js";
import { runAnalysis } from "./runs.js";
import { ownProfileIn, refuseUnfinished, unfinishedLimits } from "./scheme-profile.js";
import { change, current } from "./store.js";

/** Kind of the layers that `score` makes. */
export const scoredKind = "result:score";

/** A scheme on its way to being run or kept: what a scored layer is shown by meanwhile, beside what its run found. */
export interface SchemeEditing {
  readonly layer: number;
  readonly entries: readonly SchemeEntry[];
  /** The scheme that the layer was scored with. */
  readonly kept: Scheme;
  readonly keptCounts: Rescored["counts"];
  readonly draft: Scheme;
  /** The office's own profile that the draft had last: one of the program's may be looked at without losing it. */
  readonly ownProfile: PressureProfile | null;
  /** The own profile as it was opened or saved last: a value that is no longer that one needs its source anew. */
  readonly stoodProfile: PressureProfile | null;
  /** Factors whose weight no other slider moves. */
  readonly locked: ReadonlySet<string>;
  /** By the draft; the last answer stays until the next is there. */
  readonly counts: Rescored["counts"];
  /** From the last move to what it makes of all buildings, the way to the engine and back included; null before. */
  readonly milliseconds: number | null;
  /** Why the draft cannot be shown. */
  readonly fault: Text | null;
}

/** Opens the editor over a scored layer, with the scheme that it was scored with. */
export async function openScheme(layer: number): Promise<void> {
  const { project } = current();
  const run = project?.runs.find(({ layers }) => layers.includes(layer));
  if (run === undefined) return;
  try {
    const [entries, kept, { counts }] = await Promise.all([
      ask("scheme.list", {}),
      ask("scheme.load", { reference: String(run.parameters.scheme) }),
      ask("score.rescore", { layer, scheme: null }),
    ]);
    unmark(layer);
    const scheme = {
      layer,
      entries,
      kept,
      keptCounts: counts,
      draft: kept,
      ownProfile: ownProfileIn(kept),
      stoodProfile: ownProfileIn(kept),
      locked: new Set<string>(),
      counts,
      milliseconds: null,
      fault: null,
    };
    change(({ hidden }) => ({
      scheme,
      selection: null,
      feature: null,
      hidden: new Set([...hidden].filter((id) => id !== layer)),
    }));
  } catch (thrown) {
    showError(thrown);
  }
}

/** Leaves the editor; the layer is shown as its run scored it again. */
export async function leaveScheme(): Promise<void> {
  const { scheme } = current();
  if (scheme === null) return;
  asked?.abort();
  change({ scheme: null });
  try {
    await ask("score.rescore", { layer: scheme.layer, scheme: null });
    unmark(scheme.layer);
  } catch (thrown) {
    showError(thrown);
  }
}

/** Gives the office's own profile up for one of the program's. */
export async function removeOwnProfile(instead: string): Promise<void> {
  change(({ scheme }) => (scheme === null ? {} : { scheme: { ...scheme, ownProfile: null } }));
  await previewScheme({ profile: instead });
}

let asked: AbortController | null = null;
let serial = 0;

/** Takes a changed draft and shows the layer by it: what was moved last wins, and what is still under way is given up. */
export async function previewScheme(next: Partial<Scheme>): Promise<void> {
  const { scheme } = current();
  if (scheme === null) return;
  const draft = { ...scheme.draft, ...next };
  change({ scheme: { ...scheme, draft, ownProfile: ownProfileIn(draft) ?? scheme.ownProfile } });
  asked?.abort();
  const controller = new AbortController();
  asked = controller;
  const unfinished = unfinishedLimits(draft);
  if (unfinished > 0) return sayFault(bothTexts("scheme.profileFaults", { count: unfinished }));
  const started = performance.now();
  try {
    const { counts } = await ask(
      "score.rescore",
      { layer: scheme.layer, scheme: draft },
      { signal: controller.signal },
    );
    if (controller.signal.aborted) return;
    serial += 1;
    change((state) => ({
      previews: new Map(state.previews).set(scheme.layer, serial),
      ...(state.scheme === null
        ? {}
        : { scheme: { ...state.scheme, counts, fault: null, milliseconds: performance.now() - started } }),
    }));
  } catch (thrown) {
    if (controller.signal.aborted) return;
    sayFault(reportError(thrown).message);
  }
}

function sayFault(fault: Text): void {
  change(({ scheme }) => (scheme === null ? {} : { scheme: { ...scheme, fault } }));
}

export function lockWeight(factor: string): void {
  change(({ scheme }) => {
    if (scheme === null) return {};
    const locked = new Set(scheme.locked);
    if (!locked.delete(factor)) locked.add(factor);
    return { scheme: { ...scheme, locked } };
  });
}

/** Puts a scheme that was kept before into the editor as it is. */
export async function takeScheme(kept: Scheme): Promise<void> {
  change(({ scheme }) => (scheme === null ? {} : { scheme: { ...scheme, stoodProfile: ownProfileIn(kept) } }));
  await previewScheme(kept);
}

/** Puts another scheme, or another version, into the editor. */
export async function loadSchemeVersion(reference: string): Promise<void> {
  try {
    await takeScheme(await ask("scheme.load", { reference }));
  } catch (thrown) {
    showError(thrown);
  }
}

/** Keeps the draft as a new version of its name. Null where it was refused, which has been said. */
export async function saveScheme(): Promise<Scheme | null> {
  const { scheme } = current();
  if (scheme === null) return null;
  try {
    refuseUnfinished(scheme.draft);
    const saved = await ask("scheme.save", { scheme: scheme.draft });
    await takeOver(saved);
    notify("good", bothTexts("scheme.saved", { name: saved.name, version: saved.version }));
    return saved;
  } catch (thrown) {
    showError(thrown);
    return null;
  }
}

/** Keeps the draft, where it says something new, and scores by it: a run of its own beside the one that is shown. */
export async function runScheme(): Promise<void> {
  const { scheme, project } = current();
  const run = project?.runs.find(({ layers }) => scheme !== null && layers.includes(scheme.layer));
  if (scheme === null || run === undefined) return;
  const saved = sameScheme(scheme.draft, scheme.kept) ? scheme.kept : await saveScheme();
  if (saved === null) return;
  await leaveScheme();
  const parameters = { ...run.parameters, scheme: `${saved.name}@${saved.version}` };
  await runAnalysis({ analysis: run.analysis, inputs: run.inputs, parameters });
}

/** Reads a scheme out of a JSON file that the user chooses, keeps it in the project and shows it. */
export async function readSchemeFile(): Promise<void> {
  const title = say(current().locale, "scheme.read");
  const [path] = await window.desktop.chooseFiles({ title, extensions: ["json"], several: false });
  if (path === undefined) return;
  try {
    const read = await ask("scheme.read", { path });
    await takeOver(read);
    await takeScheme(read);
  } catch (thrown) {
    showError(thrown);
  }
}

/** Writes the version in the editor to a file for another project; what is not saved yet is saved first. */
export async function writeSchemeFile(): Promise<void> {
  const { scheme, locale } = current();
  const saved = scheme === null || sameScheme(scheme.draft, scheme.kept) ? scheme?.kept : await saveScheme();
  if (saved === null || saved === undefined) return;
  const suggested = `${saved.name}-${saved.version}.json`;
  const path = await window.desktop.chooseSavePath({
    title: say(locale, "scheme.write"),
    suggested,
    extension: "json",
  });
  if (path === null) return;
  try {
    const reference = `${saved.name}@${saved.version}`;
    const written = await ask("scheme.write", { reference, path, replace: true });
    notify("good", bothTexts("scheme.written", { name: reference }), { path: written.path });
  } catch (thrown) {
    showError(thrown);
  }
}

/** What was moved while it was being saved stays moved. */
async function takeOver(saved: CallOutput<"scheme.save">): Promise<void> {
  const entries = await ask("scheme.list", {});
  change(({ scheme }) => {
    if (scheme === null) return {};
    const draft = { ...scheme.draft, version: saved.version };
    return {
      scheme: {
        ...scheme,
        entries,
        stoodProfile: ownProfileIn(saved),
        draft: sameScheme(draft, saved) ? saved : draft,
      },
    };
  });
}

function unmark(layer: number): void {
  change(({ previews }) => {
    const next = new Map(previews);
    next.delete(layer);
    return { previews: next };
  });
}
