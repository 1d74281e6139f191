/** `<vlogs-strategy-panel>`: the panel for pages without React, styled within a shadow root. */

import { createRoot, type Root } from "react-dom/client";
import "../ui/theme.css";
import { StrategyLogPanel } from "./StrategyLogPanel";

/** The style sheet of the panel, put here by the build. */
declare const __PANEL_CSS__: string;

const ATTRIBUTES = [
  "strategy-id",
  "api-url",
  "trader-id",
  "environment",
  "since",
  "zone",
  "live",
] as const;

export class StrategyPanelElement extends HTMLElement {
  static readonly observedAttributes = ATTRIBUTES;
  private root: Root | undefined;
  private secret = "";

  /** The API's token: a property, since attributes can be read off the page. */
  get token(): string {
    return this.secret;
  }

  set token(value: string) {
    this.secret = value;
    this.draw();
  }

  connectedCallback(): void {
    this.adoptToken();
    if (this.root) return; // moved within the page
    const shadow = this.shadowRoot ?? this.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`:host { display: block; height: 420px; }\n${__PANEL_CSS__}`);
    shadow.adoptedStyleSheets = [sheet];
    this.root = createRoot(shadow);
    this.draw();
  }

  disconnectedCallback(): void {
    // Later, since an application may be drawing, and since a move is a removal at first.
    queueMicrotask(() => {
      if (this.isConnected) return;
      this.root?.unmount();
      this.root = undefined;
    });
  }

  attributeChangedCallback(): void {
    this.draw();
  }

  /** A token that was set before this script was loaded is a property of the element's own. */
  private adoptToken(): void {
    if (!Object.hasOwn(this, "token")) return;
    const { token } = this;
    Reflect.deleteProperty(this, "token");
    this.token = token;
  }

  private draw(): void {
    const strategyId = this.getAttribute("strategy-id");
    const apiUrl = this.getAttribute("api-url");
    if (!strategyId || !apiUrl) {
      this.root?.render("The panel needs the attributes strategy-id and api-url.");
      return;
    }
    this.root?.render(
      <StrategyLogPanel
        strategyId={strategyId}
        apiUrl={apiUrl}
        token={this.secret}
        traderId={this.getAttribute("trader-id") ?? ""}
        environment={this.getAttribute("environment") ?? ""}
        since={this.getAttribute("since") ?? "1h"}
        zone={this.getAttribute("zone") ?? "local"}
        live={this.hasAttribute("live")}
      />,
    );
  }
}

if (!customElements.get("vlogs-strategy-panel")) {
  customElements.define("vlogs-strategy-panel", StrategyPanelElement);
}
