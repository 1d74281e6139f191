import { type ChangeEvent, useId, useRef, useState } from "react";
import { merged, PRESETS, parseViews, savedViews } from "../state/savedViews";
import { useSlot } from "../state/storage";
import type { View } from "../state/view";
import { oneLine } from "../text/escape";
import popovers from "../ui/Popover.module.css";
import { Text } from "../ui/Text";
import styles from "./SavedViews.module.css";

interface Props {
  /** The present view's query. */
  search: string;
  onChoose: (search: string) => void;
  onPreset: (change: Partial<View>) => void;
}

/** Named views: presets, and the user's own, which can be moved to another browser as JSON. */
export function SavedViews({ search, onChoose, onPreset }: Props) {
  const id = useId();
  const popover = useRef<HTMLDivElement>(null);
  const own = useSlot(savedViews);
  const [name, setName] = useState("");
  const [told, setTold] = useState("");
  const choose = (show: () => void) => {
    popover.current?.hidePopover();
    show();
  };
  const save = () => {
    savedViews.write(merged(own, [{ name: name.trim(), search }]));
    setName("");
  };
  const load = async (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.target.files?.[0];
    event.target.value = "";
    if (!file) return;
    try {
      const views = parseViews(JSON.parse(await file.text()));
      if (!views?.length) throw new Error("no views");
      savedViews.write(merged(own, views));
      setTold(`${views.length} views are here now`);
    } catch {
      setTold("This file holds no saved views: choose one that was exported here");
    }
  };
  return (
    <>
      <button type="button" popoverTarget={id}>
        ☆ Views
      </button>
      <div ref={popover} id={id} popover="auto" className={`${popovers.popover} ${styles.popover}`}>
        <ul>
          {PRESETS.map((preset) => (
            <li key={preset.name}>
              <button type="button" onClick={() => choose(() => onPreset(preset.change))}>
                {preset.name}
              </button>
            </li>
          ))}
        </ul>
        <ul aria-label="Saved views" hidden={!own.length}>
          {own.map((view) => (
            <li key={view.name}>
              <button type="button" onClick={() => choose(() => onChoose(view.search))}>
                <Text text={view.name} isLine />
              </button>
              <button
                type="button"
                aria-label={`Forget ${oneLine(view.name)}`}
                onClick={() => savedViews.write(own.filter((one) => one !== view))}
              >
                ✕
              </button>
            </li>
          ))}
        </ul>
        <form
          className={styles.form}
          onSubmit={(event) => {
            event.preventDefault();
            if (name.trim()) save();
          }}
        >
          <input
            value={name}
            onChange={(event) => setName(event.target.value)}
            placeholder="Name this view"
            aria-label="Name of this view"
            maxLength={80}
          />
          <button type="submit" disabled={!name.trim()}>
            Save
          </button>
        </form>
        <div className={styles.form}>
          <a
            className="button"
            download="vlogs-nt-views.json"
            href={`data:application/json,${encodeURIComponent(JSON.stringify(own, null, 2))}`}
          >
            Export
          </a>
          <label className="button">
            Import
            <input
              type="file"
              accept="application/json"
              className="visually-hidden"
              onChange={load}
            />
          </label>
        </div>
        {told && <p role="status">{told}</p>}
      </div>
    </>
  );
}
