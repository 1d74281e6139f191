import { Component, type ReactNode } from "react";
import { oneLine } from "../text/escape";
import { Banner } from "./Banner";

interface Props {
  /** What is shown: another one is a new attempt. */
  resetKey: string;
  children: ReactNode;
}

interface State {
  error: Error | undefined;
  key: string;
}

/** Keep an error of a part of the page from taking the rest with it. */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = { error: undefined, key: this.props.resetKey };

  static getDerivedStateFromError(error: unknown): Partial<State> {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  static getDerivedStateFromProps({ resetKey }: Props, { key }: State): Partial<State> | null {
    return resetKey === key ? null : { error: undefined, key: resetKey };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (!error) return this.props.children;
    const retry = () => this.setState({ error: undefined });
    return (
      <Banner
        kind="error"
        action={
          <button type="button" onClick={retry}>
            Show it again
          </button>
        }
      >
        This part of the page failed ({oneLine(error.message)}): the log itself is not affected. If
        it fails again, load the page anew.
      </Banner>
    );
  }
}
