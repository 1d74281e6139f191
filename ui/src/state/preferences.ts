/** How the page looks to this user. */

import { slot } from "./storage";

export const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

export const theme = slot<Theme>("theme", "system", (value) => THEMES.find((one) => one === value));

export const wrapsLines = slot<boolean>("wrap", false, (value) =>
  typeof value === "boolean" ? value : undefined,
);

export function applyTheme(value: Theme): void {
  document.documentElement.style.colorScheme = value === "system" ? "light dark" : value;
}
