import { limitFaults } from "../../contract/profile-faults.js";
import { limitsOf, pressureTitles, withLimit } from "../../contract/profile-limits.js";
import { type PressureProfile, pressureClasses } from "../../contract/scheme.js";
import { useMay } from "../panels/guarded.js";
import { previewScheme } from "../state/scheme.js";
import { useSpeech } from "../text/say.js";
import { LimitRow } from "./limit-row.js";
import { withMetres } from "./own-profile.js";

interface ProfileLimitsProps {
  readonly profile: PressureProfile;
  /** The profile of the program that an own one came from; null: it is not known. */
  readonly base: PressureProfile | null;
  /** An own profile as it was opened or saved last; null: there was none. */
  readonly stood: PressureProfile | null;
  /** Whether it is the office's own: its values can be changed. */
  readonly own: boolean;
}

/** Every value of a profile with its source, by pressure class; those of an own one to be changed in their place. */
export function ProfileLimits({ profile, base, stood, own }: ProfileLimitsProps) {
  const { t, of } = useSpeech();
  const { why } = useMay("change");
  const limits = limitsOf(profile);
  const earlier = [stood, base].flatMap((each) => (each === null ? [] : limitsOf(each)));
  const faults = own ? limitFaults(profile, base) : noFaults;
  const typeMetres = (key: string) => (metres: number) => {
    const before = earlier.filter((limit) => limit.key === key);
    void previewScheme({ profile: withMetres(profile, key, metres, before) });
  };
  const typeSource = (key: string) => (source: string) =>
    void previewScheme({ profile: withLimit(profile, key, { source }) });
  return (
    <table className="profile-limits">
      <caption>{t("scheme.limits")}</caption>
      <thead>
        <tr>
          <th scope="col">{t("scheme.limit")}</th>
          <th scope="col">m</th>
          <th scope="col">{t("scheme.source")}</th>
        </tr>
      </thead>
      {pressureClasses.map((pressure) => (
        <tbody key={pressure}>
          <tr>
            <th scope="rowgroup" colSpan={3}>
              {of(pressureTitles[pressure])}
            </th>
          </tr>
          {limits
            .filter((limit) => limit.pressure === pressure)
            .map((limit) =>
              own ? (
                <LimitRow
                  key={limit.key}
                  limit={limit}
                  fault={faults.get(limit.key) ?? null}
                  locked={why}
                  typeMetres={typeMetres(limit.key)}
                  typeSource={typeSource(limit.key)}
                />
              ) : (
                <tr key={limit.key} data-limit={limit.key}>
                  <th scope="row">{of(limit.title)}</th>
                  <td>{limit.metres}</td>
                  <td>{limit.source}</td>
                </tr>
              ),
            )}
        </tbody>
      ))}
    </table>
  );
}

const noFaults: ReturnType<typeof limitFaults> = new Map();
