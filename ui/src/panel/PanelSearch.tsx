import { useEffect, useState } from "react";
import { joined, terms } from "../text/terms";
import { useSettled } from "../ui/useSettled";
import { useStable } from "../ui/useStable";

const TYPING_MILLIS = 300;

interface Props {
  text: readonly string[];
  onChange: (text: readonly string[]) => void;
}

/** A text that messages hold: searched for when it is typed. */
export function PanelSearch({ text, onChange }: Props) {
  const shown = joined(text);
  const [typed, setTyped] = useState<string>();
  const [known, setKnown] = useState(shown);
  const settled = useSettled(typed, TYPING_MILLIS);
  if (known !== shown) {
    setKnown(shown);
    // By another way than this field, such as the back button.
    if (typed !== undefined && normal(typed) !== shown) setTyped(undefined);
  }
  const onSettled = useStable(() => {
    if (settled !== undefined && settled === typed && normal(settled) !== shown) {
      onChange(terms(settled));
    }
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is typed is told once
  useEffect(() => onSettled(), [settled]);
  return (
    <input
      type="search"
      aria-label="Search messages"
      placeholder="Search"
      value={typed ?? shown}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={() => typed !== undefined && normal(typed) === shown && setTyped(undefined)}
    />
  );
}

function normal(text: string): string {
  return joined(terms(text));
}
