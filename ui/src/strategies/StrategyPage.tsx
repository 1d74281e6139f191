import { PanelBody } from "../panel/StrategyLogPanel";
import { href } from "../state/location";
import { updateView, useView } from "../state/useView";
import { DEFAULT_VIEW, formatView } from "../state/view";
import { Page } from "../ui/Page";
import { SinceSelect } from "../ui/SinceSelect";
import styles from "./StrategyPage.module.css";

/** One strategy: the panel that other pages embed, on a page of its own. */
export function StrategyPage({ id }: { id: string }) {
  const { view } = useView();
  const { since, zone } = view;
  const log = formatView({ ...DEFAULT_VIEW, since, zone, include: { strategy_id: [id] } });
  return (
    <Page
      title={id}
      tools={
        <>
          <SinceSelect value={view.since} onChange={(since) => updateView({ since })} />
          <a className="button" href={href("", log)}>
            Open in the log
          </a>
        </>
      }
    >
      <div className={styles.panel}>
        <PanelBody
          key={id}
          strategyId={id}
          since={view.since}
          zone={view.zone}
          live={view.mode === "live"}
        />
      </div>
    </Page>
  );
}
