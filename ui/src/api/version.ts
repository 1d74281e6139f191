/** Whether what answers is the API that this page was made for. */

import { ApiError } from "./errors";

/** The version that `/health` must name. */
export const API_VERSION = 1;

/** A member that each path's answer has, by the path's first part. */
const MEMBERS: Readonly<Record<string, string>> = {
  "": "rows",
  context: "rows",
  facets: "facets",
  health: "ok",
  histogram: "steps",
  orders: "states",
  runs: "runs",
  strategies: "strategies",
};

/** The answer, unless it can't be one of this API's: then an error that says what to do. */
export function checked<T>(path: string, answer: unknown): T {
  const member = MEMBERS[path.split("/")[1] ?? ""];
  const isKnown = typeof answer === "object" && answer !== null && member && member in answer;
  if (isKnown) return answer as T;
  throw new ApiError(
    "foreign",
    "What answers is no API of this version: load the page anew, or run one release of vlogs-nt for both.",
  );
}
