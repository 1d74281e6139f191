import styles from "./Sparkline.module.css";

export interface SparkStep {
  errors: number;
  warnings: number;
}

const WIDTH = 6;
const HEIGHT = 28;

/** Errors and warnings over time, small. */
export function Sparkline({ steps, label }: { steps: readonly SparkStep[]; label: string }) {
  const highest = Math.max(1, ...steps.map((step) => step.errors + step.warnings));
  return (
    <svg
      className={styles.spark}
      viewBox={`0 0 ${Math.max(1, steps.length) * WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      {steps.map((step, index) => {
        const warnings = (step.warnings / highest) * (HEIGHT - 2);
        const errors = (step.errors / highest) * (HEIGHT - 2);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: steps are told apart by their place
          <g key={index} transform={`translate(${index * WIDTH} 0)`}>
            <rect
              className={styles.warning}
              x="1"
              width={WIDTH - 2}
              y={HEIGHT - warnings}
              height={warnings}
            />
            <rect
              className={styles.error}
              x="1"
              width={WIDTH - 2}
              y={HEIGHT - warnings - errors}
              height={errors}
            />
            <rect className={styles.base} x="1" width={WIDTH - 2} y={HEIGHT - 1} height="1" />
          </g>
        );
      })}
    </svg>
  );
}
