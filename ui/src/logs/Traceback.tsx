import { useState } from "react";
import { parseTraceback } from "../text/traceback";
import { CopyButton } from "../ui/CopyButton";
import { Text } from "../ui/Text";
import styles from "./Traceback.module.css";

/** A traceback folded to its last frame; library frames are dimmed, and it is copied whole. */
export function Traceback({ text }: { text: string }) {
  const [isOpen, setOpen] = useState(false);
  const { head, frames, tail } = parseTraceback(text);
  const shown = isOpen ? frames : frames.slice(-1);
  const hidden = frames.length - shown.length;
  return (
    <section className={styles.traceback} aria-label="Traceback">
      <div className={styles.tools}>
        {frames.length > 1 && (
          <button type="button" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            {isOpen ? "Fold" : `Show all ${frames.length} frames`}
          </button>
        )}
        <CopyButton text={() => text}>Copy traceback</CopyButton>
      </div>
      <pre>
        <Text text={head.join("\n")} />
        {hidden > 0 && (
          <span className="muted">{`\n  … ${hidden} ${hidden === 1 ? "frame" : "frames"} folded`}</span>
        )}
        {shown.map((frame, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a frame may repeat in a recursion
          <span key={index} className={frame.isLibrary ? styles.library : undefined}>
            {"\n"}
            <Text text={[frame.place, ...frame.code].join("\n")} />
          </span>
        ))}
        {tail.length > 0 && (
          <strong>
            {"\n"}
            <Text text={tail.join("\n")} />
          </strong>
        )}
      </pre>
    </section>
  );
}
