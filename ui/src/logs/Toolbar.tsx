import { memo, type Ref } from "react";
import type { Params } from "../api/client";
import type { HistogramAnswer, Row } from "../api/types";
import { CompletenessBadge } from "../runs/CompletenessBadge";
import { RunSelect } from "../runs/RunSelect";
import { go } from "../state/location";
import { rangeParams } from "../state/range";
import { updateView } from "../state/useView";
import {
  CLOSED,
  formatView,
  isFiltered,
  type Level,
  MODES,
  RUN_FIELDS,
  UNFILTERED,
  type View,
} from "../state/view";
import { ExportMenu } from "./ExportMenu";
import { LevelToggles } from "./LevelToggles";
import { RangePicker } from "./RangePicker";
import { SavedViews } from "./SavedViews";
import { SearchBox } from "./SearchBox";
import styles from "./Toolbar.module.css";

const MODE_NAMES = { poll: "Every 5 s", live: "Live", off: "Paused" } as const;

interface Props {
  searchRef: Ref<HTMLInputElement>;
  view: View;
  /** The view as the API's parameters. */
  params: Params;
  /** The rows that are shown at the time. */
  rowsNow: () => readonly Row[];
  /** The range that the API has looked at; none while that is another view's. */
  shown: HistogramAnswer | undefined;
  levels: { data: ReadonlyMap<string, number> | undefined; isStale: boolean };
  /** The range has ended: nothing comes to it any more. */
  isOver: boolean;
  complaint: string | undefined;
  areFacetsOpen: boolean;
  onToggleFacets: () => void;
  onHelp: () => void;
}

/** What is shown: search, time, updates, levels and run; and what can be done with it. */
export const Toolbar = memo(function Toolbar(props: Props) {
  const { view, shown } = props;
  const range = rangeParams(view);
  return (
    <div className={styles.bar}>
      <SearchBox
        ref={props.searchRef}
        view={view}
        complaint={props.complaint}
        onChange={changeFilters}
      />
      <div className={styles.tools}>
        <RangePicker
          view={view}
          shown={shown && { since: shown.start, until: shown.end }}
          onChange={changeFilters}
        />
        <fieldset
          className={styles.modes}
          title={props.isOver ? "This range has ended: nothing comes to it" : undefined}
        >
          <legend className="visually-hidden">Updates</legend>
          {MODES.map((mode) => (
            <button
              key={mode}
              type="button"
              aria-pressed={view.mode === mode}
              // A stream has no end.
              disabled={props.isOver || (mode === "live" && view.until !== undefined)}
              onClick={() => updateView({ mode }, { replace: true })}
            >
              {MODE_NAMES[mode]}
            </button>
          ))}
        </fieldset>
        <RunSelect view={view} onChange={(include) => changeFilters({ include })} />
        <span className={styles.space} />
        <button type="button" aria-pressed={props.areFacetsOpen} onClick={props.onToggleFacets}>
          ☰ Fields
        </button>
        <SavedViews
          search={formatView(view)}
          onChoose={(search) => go("", search)}
          onPreset={(change) => changeFilters({ ...UNFILTERED, ...change })}
        />
        <ExportMenu params={props.params} rowsNow={props.rowsNow} />
        <button type="button" onClick={props.onHelp} aria-label="Keys" title="Keys (?)">
          ?
        </button>
      </div>
      <div className={styles.tools}>
        <LevelToggles
          chosen={view.levels}
          counts={props.levels.data}
          isStale={props.levels.isStale}
          onChange={(levels: readonly Level[]) => changeFilters({ levels })}
        />
        {RUN_FIELDS.map((field) =>
          view.include[field]?.map((id) => (
            <CompletenessBadge
              key={id}
              field={field}
              id={id}
              since={range.since}
              until={range.until}
              isCut={isFiltered(view, { exceptRun: true })}
            />
          )),
        )}
        {isFiltered(view) && (
          <button type="button" onClick={() => changeFilters(UNFILTERED)}>
            Clear filters
          </button>
        )}
      </div>
    </div>
  );
});

/** Other filters show other rows: what was open of the former ones is closed. */
export function changeFilters(change: Partial<View>): void {
  updateView({ ...CLOSED, ...change });
}
