import { useId, useState } from "react";
import type { Params } from "../api/client";
import { useApi } from "../api/context";
import type { Row } from "../api/types";
import { CopyButton } from "../ui/CopyButton";
import styles from "./ExportMenu.module.css";
import { asTexts } from "./rows";

interface Props {
  params: Params;
  rows: readonly Row[];
}

/** Take the rows of a view away: as text, or as a file that the API streams. */
export function ExportMenu({ params, rows }: Props) {
  const api = useApi();
  const id = useId();
  const [told, setTold] = useState("");
  const save = async (format: "jsonl" | "csv") => {
    setTold("Exporting …");
    try {
      const response = await api.open(
        "/export",
        { ...params, format },
        new AbortController().signal,
      );
      const url = URL.createObjectURL(await response.blob());
      const link = document.createElement("a");
      link.href = url;
      link.download = `vlogs-nt.${format}`;
      link.click();
      URL.revokeObjectURL(url);
      setTold("");
    } catch (error) {
      setTold(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <>
      <button type="button" popoverTarget={id}>
        ⇩ Export
      </button>
      <div id={id} popover="auto" className={styles.popover}>
        <button type="button" onClick={() => save("jsonl")}>
          JSON lines, up to 10,000 rows
        </button>
        <button type="button" onClick={() => save("csv")}>
          CSV, up to 10,000 rows
        </button>
        <CopyButton
          text={() => asTexts(rows)}
        >{`Copy the ${rows.length} rows shown as text`}</CopyButton>
        <p className="muted">Times in files are UTC.</p>
        {told && <p role="status">{told}</p>}
      </div>
    </>
  );
}
