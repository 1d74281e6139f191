/** What can go wrong with a request, each with what the user can do and when to ask again. */

export type Trouble =
  | "offline" // the API does not answer
  | "denied" // no token, or a wrong one
  | "busy" // too many requests: come again
  | "store" // the API answers, the log store behind it does not
  | "refused" // the request makes no sense to the API
  | "gone" // there is no such thing in this range
  | "foreign"; // whatever answered is not this API, or one of another version

export class ApiError extends Error {
  constructor(
    readonly trouble: Trouble,
    message: string,
    /** Seconds after which the API wants to be asked again. */
    readonly retryAfterSecs?: number,
    /** The parameter at fault, if it is one. */
    readonly parameter?: string,
  ) {
    super(message);
    this.name = "ApiError";
  }
}

export function ofStatus(
  status: number,
  detail: string,
  retryAfter: string | null,
  parameter?: string,
): ApiError {
  const secs = retryAfter && /^\d+$/.test(retryAfter) ? Number(retryAfter) : undefined;
  if (status === 401) return new ApiError("denied", detail);
  if (status === 403 || status === 421) return new ApiError("foreign", detail);
  if (status === 404) return new ApiError("gone", detail);
  if (status === 429 || status === 503) return new ApiError("busy", detail, secs ?? 5);
  if (status >= 500) return new ApiError("store", detail, secs);
  return new ApiError("refused", detail, undefined, parameter);
}

const SOON_MILLIS = 5_000;
const LATER_MILLIS = 30_000;
const PASSING: ReadonlySet<Trouble> = new Set(["offline", "busy", "store"]);

/**
 * Milliseconds until the same request is sent again; undefined if only another request can help.
 *
 * What fails is asked for as often as what works: an answer that says so at once costs nothing, and
 * whoever waits for the store sees it the moment it is back. Where it costs, the API says how long.
 */
export function retryMillis(error: unknown): number | undefined {
  const trouble = error instanceof ApiError ? error.trouble : undefined;
  if (trouble === "refused") return undefined;
  // A token, an order or another version may come at any time, but nobody waits for it.
  if (!trouble || !PASSING.has(trouble)) return LATER_MILLIS;
  const asked = error instanceof ApiError ? (error.retryAfterSecs ?? 0) * 1_000 : 0;
  return Math.max(asked, SOON_MILLIS);
}
