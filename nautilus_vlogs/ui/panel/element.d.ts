/** `<vlogs-strategy-panel strategy-id="…" api-url="…">`, defined by importing this module. */
export declare class StrategyPanelElement extends HTMLElement {
  /** The API's token: a property, since attributes can be read off the page. */
  set token(value: string);
}

declare global {
  interface HTMLElementTagNameMap {
    "vlogs-strategy-panel": StrategyPanelElement;
  }
}
