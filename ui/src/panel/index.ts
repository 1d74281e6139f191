import "../ui/theme.css";

export { StrategyLogPanel, type StrategyLogPanelProps } from "./StrategyLogPanel";
