/** What can go wrong with a request, each with what the user can do. */

export type Trouble =
  | "offline" // the API does not answer
  | "denied" // no token, or a wrong one
  | "busy" // too many requests: come again
  | "store" // the API answers, the log store behind it does not
  | "refused" // the request makes no sense to the API
  | "gone" // there is no such thing in this range
  | "foreign"; // whatever answered is not this API

export class ApiError extends Error {
  constructor(
    readonly trouble: Trouble,
    message: string,
    readonly retryAfterSecs?: number,
  ) {
    super(message);
    this.name = "ApiError";
  }
}

export function ofStatus(status: number, detail: string, retryAfter: string | null): ApiError {
  const secs = retryAfter && /^\d+$/.test(retryAfter) ? Number(retryAfter) : undefined;
  if (status === 401 || status === 403) return new ApiError("denied", detail);
  if (status === 404) return new ApiError("gone", detail);
  if (status === 429 || status === 503) return new ApiError("busy", detail, secs ?? 5);
  if (status >= 500) return new ApiError("store", detail, secs);
  return new ApiError("refused", detail);
}

/** Whether the same request can succeed a moment later, without anybody's doing. */
export function isPassing(error: unknown): boolean {
  return error instanceof ApiError && ["offline", "busy", "store"].includes(error.trouble);
}
