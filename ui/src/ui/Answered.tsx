import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { ApiError } from "../api/errors";
import { dated } from "../text/day";
import { fromMillis } from "../text/time";
import { Banner } from "./Banner";
import { Text } from "./Text";
import { useKept } from "./useKept";

interface Props<T> {
  answer: UseQueryResult<T>;
  zone: string;
  children: (data: T) => ReactNode;
}

/** What the API answered; should it fail now, the last answer stays below a banner that says so. */
export function Answered<T>({ answer, zone, children }: Props<T>) {
  const { error } = answer;
  // Another range or another token has no answer yet: what was shown stays.
  const data = useKept(answer.data);
  const updatedAt = useKept(answer.dataUpdatedAt || undefined);
  return (
    <>
      {error && (
        <Banner
          kind="error"
          action={
            <button type="button" onClick={() => void answer.refetch()}>
              Try now
            </button>
          }
        >
          <Text text={error.message} isLine />
          {updatedAt && ` – what is shown is of ${dated(fromMillis(updatedAt), zone)}.`}
        </Banner>
      )}
      {data === undefined && !error && <p className="muted">Loading …</p>}
      {data !== undefined && !isGone(error) && children(data)}
    </>
  );
}

function isGone(error: unknown): boolean {
  return error instanceof ApiError && error.trouble === "gone";
}
