import { useEffect, useId, useRef, useState } from "react";
import type { Params } from "../api/client";
import { useApi } from "../api/context";
import { ApiError } from "../api/errors";
import type { Row } from "../api/types";
import { counted } from "../text/count";
import { CopyButton } from "../ui/CopyButton";
import popovers from "../ui/Popover.module.css";
import { saveFile } from "../ui/saveFile";
import styles from "./ExportMenu.module.css";
import { asTexts } from "./rows";

interface Props {
  params: Params;
  /** The rows that are shown at the time. */
  rowsNow: () => readonly Row[];
}

/** Take the rows of a view away: as text, or as a file that the API streams. */
export function ExportMenu({ params, rowsNow }: Props) {
  const api = useApi();
  const id = useId();
  const [told, setTold] = useState("");
  const exporting = useRef<AbortController>(undefined);
  useEffect(() => () => exporting.current?.abort(), []);
  const save = async (format: "jsonl" | "csv") => {
    exporting.current?.abort();
    exporting.current = new AbortController();
    const { signal } = exporting.current;
    setTold("Exporting …");
    try {
      const response = await api.open("/export", { ...params, format }, signal);
      saveFile(`vlogs-nt.${format}`, await response.blob());
      setTold(summary(response.headers));
    } catch (error) {
      if (!signal.aborted) setTold(why(error));
    }
  };
  return (
    <>
      <button type="button" popoverTarget={id}>
        ⇩ Export
      </button>
      <div id={id} popover="auto" className={`${popovers.popover} ${styles.popover}`}>
        <button type="button" onClick={() => save("jsonl")}>
          JSON lines, up to 10,000 rows
        </button>
        <button type="button" onClick={() => save("csv")}>
          CSV, up to 10,000 rows
        </button>
        <CopyButton text={() => asTexts(rowsNow())}>Copy the rows shown as text</CopyButton>
        <p className="muted">Times in files are UTC.</p>
        <p role="status">{told}</p>
      </div>
    </>
  );
}

/** What is in the file, as its headers tell. */
function summary(headers: Headers): string {
  const [rows, left] = ["X-Rows", "X-Rows-Left-Out"].map((name) => Number(headers.get(name) ?? 0));
  const all = `${counted(rows ?? 0, "row")} saved`;
  return left ? `${all}; ${left.toLocaleString("en")} older ones are left out` : `${all}.`;
}

function why(error: unknown): string {
  if (error instanceof ApiError) return error.message;
  return "The export broke off before its end, and nothing is saved: try again, or export a shorter range";
}
