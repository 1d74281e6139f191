import { useMemo } from "react";
import { PanelBody } from "../panel/PanelBody";
import { href } from "../state/location";
import { ofStrategy } from "../state/strategyView";
import { updateView, useView } from "../state/useView";
import { formatView } from "../state/view";
import { Page } from "../ui/Page";
import { SinceSelect } from "../ui/SinceSelect";
import { Owner } from "./Owner";
import styles from "./StrategyPage.module.css";
import { Until } from "./Until";

/** One strategy: the panel that other pages embed, on a page of its own whose address keeps its view. */
export function StrategyPage({ id }: { id: string }) {
  const { view } = useView();
  const shown = useMemo(() => ofStrategy(view, id), [view, id]);
  const { trader_id: traders, environment: environments } = view.include;
  return (
    <Page
      title={id}
      tools={
        <>
          <span className="muted">
            <Owner trader={traders?.join(" ")} environment={environments?.join(" ")} />
          </span>
          <SinceSelect
            value={view.since}
            onChange={(since) => updateView({ since, until: undefined })}
          />
          <Until until={view.until} zone={view.zone} />
          <a className="button" href={href("", formatView(shown))}>
            Open in the log
          </a>
        </>
      }
    >
      <div className={styles.panel}>
        <PanelBody strategyId={id} view={shown} onChange={updateView} />
      </div>
    </Page>
  );
}
