import { useEffect, useState } from "react";
import { copyText } from "./copy";

interface Props {
  text: () => string;
  children: string;
}

/** Copy a text, and say for a moment whether that worked. */
export function CopyButton({ text, children }: Props) {
  const [told, setTold] = useState("");
  useEffect(() => {
    if (!told) return;
    const timer = setTimeout(() => setTold(""), 1_500);
    return () => clearTimeout(timer);
  }, [told]);
  return (
    <button
      type="button"
      onClick={async () => setTold((await copyText(text())) ? "Copied" : "Not copied")}
    >
      {told || children}
    </button>
  );
}
