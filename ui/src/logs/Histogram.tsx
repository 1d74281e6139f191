import { type KeyboardEvent, memo, type PointerEvent, useId, useMemo, useState } from "react";
import type { HistogramAnswer } from "../api/types";
import { counted } from "../text/count";
import { oneLine } from "../text/escape";
import { clock } from "../text/time";
import styles from "./Histogram.module.css";
import { type Brush, barsOf, placeOf, spanOf } from "./histogram";

const HEIGHT = 64;
const BAR = 10;

interface Props {
  answer: HistogramAnswer | undefined;
  /** It is another view's: there is nothing to zoom into. */
  isStale: boolean;
  zone: string;
  onZoom: (range: { since: string; until: string }) => void;
}

/** Rows by time and level; drag, click, or arrow keys and Enter to look at a part of it. */
export const Histogram = memo(function Histogram({ answer, isStale, zone, onZoom }: Props) {
  const bars = useMemo(() => (answer ? barsOf(answer) : []), [answer]);
  const [brush, setBrush] = useState<Brush>();
  const [isDragging, setDragging] = useState(false);
  const help = useId();
  const highest = Math.max(1, ...bars.map((bar) => bar.total));
  const total = bars.reduce((sum, bar) => sum + bar.total, 0);

  const zoom = (chosen: Brush) => {
    setBrush(undefined);
    if (answer && !isStale) onZoom(spanOf(chosen, answer.step_secs));
  };
  const timeAt = (index: number) => bars[Math.max(0, Math.min(bars.length - 1, index))]?.time ?? "";
  const timeUnder = (event: PointerEvent<SVGSVGElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const share = (event.clientX - box.left) / box.width;
    return timeAt(Math.floor(share * bars.length));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (!bars.length) return;
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step) {
      const to = timeAt((brush ? placeOf(bars, brush.to) : bars.length) + step);
      setBrush({ from: event.shiftKey && brush ? brush.from : to, to });
    } else if (event.key === "Enter" && brush) zoom(brush);
    else if (event.key === "Escape") setBrush(undefined);
    else return;
    event.preventDefault();
  };
  const [from, to] = brush ? [placeOf(bars, brush.from), placeOf(bars, brush.to)] : [0, 0];
  const pointed = brush && bars[to];

  return (
    <figure className={styles.figure} data-stale={isStale || undefined}>
      <svg
        className={styles.chart}
        viewBox={`0 0 ${Math.max(1, bars.length) * BAR} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="application"
        aria-roledescription="histogram"
        aria-label={`${counted(total, "row")} over time`}
        aria-describedby={help}
        aria-disabled={isStale}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys choose bars
        tabIndex={0}
        data-own-keys
        onKeyDown={onKeyDown}
        onBlur={() => setBrush(undefined)}
        onPointerDown={(event) => {
          if (!bars.length) return;
          event.currentTarget.setPointerCapture?.(event.pointerId);
          setDragging(true);
          const time = timeUnder(event);
          setBrush({ from: time, to: time });
        }}
        onPointerMove={(event) => {
          if (!bars.length) return;
          const time = timeUnder(event);
          setBrush({ from: isDragging && brush ? brush.from : time, to: time });
        }}
        onPointerCancel={() => {
          setDragging(false);
          setBrush(undefined);
        }}
        onPointerLeave={() => !isDragging && setBrush(undefined)}
        onPointerUp={() => {
          setDragging(false);
          if (isDragging && brush) zoom(brush);
        }}
      >
        <title>Rows over time</title>
        {bars.map((bar, index) => (
          <g key={bar.time} transform={`translate(${index * BAR} 0)`}>
            {bar.parts.map((part) => {
              const height = (part.count / highest) * (HEIGHT - 2);
              const bottom = HEIGHT - (part.from / highest) * (HEIGHT - 2);
              return (
                <rect
                  key={part.level}
                  data-level={part.level}
                  x={1}
                  width={BAR - 2}
                  y={bottom - Math.max(height, 1)}
                  height={Math.max(height, 1)}
                />
              );
            })}
          </g>
        ))}
        {brush && (
          <rect
            className={styles.brush}
            x={Math.min(from, to) * BAR}
            width={(Math.abs(to - from) + 1) * BAR}
            y={0}
            height={HEIGHT}
          />
        )}
      </svg>
      <figcaption className={styles.caption}>
        <span>{answer && label(answer.start, zone)}</span>
        <span>
          {/* Told as it is chosen; the total changes with each poll, and is the chart's name. */}
          <output>{pointed && `${label(pointed.time, zone)}: ${summary(pointed.parts)}`}</output>
          {!pointed && counted(total, "row")}
        </span>
        <span>{answer && label(answer.end, zone)}</span>
      </figcaption>
      <p id={help} className="visually-hidden">
        Left and right choose a bar, with Shift several; Enter zooms in, the back button out.
      </p>
    </figure>
  );
});

function label(time: string, zone: string): string {
  const at = clock(time, zone);
  return `${at.day.slice(5)} ${at.time}`;
}

function summary(parts: { level: string; count: number }[]): string {
  const texts = parts
    .filter((part) => part.count)
    .map((part) => `${part.count.toLocaleString("en")} ${oneLine(part.level)}`);
  return texts.reverse().join(", ") || "no rows";
}
