/** Requests to the guarded API: one place for the address, the token, errors and turns. */

import { noteDate } from "./clock";
import { ApiError, ofStatus } from "./errors";
import { whyNoToken } from "./token";
import { inTurn } from "./turns";
import { checked } from "./version";

export type Params = Readonly<
  Record<string, string | number | boolean | readonly string[] | undefined>
>;

export interface Api {
  /** Another one for another address or token: what the one answered is not what the other would. */
  readonly id: number;
  /** Where its paths begin: of another token's API it is the same. */
  readonly root: string;
  get<T>(path: string, params: Params, signal: AbortSignal): Promise<T>;
  open(path: string, params: Params, signal: AbortSignal): Promise<Response>;
}

const TIMEOUT_MILLIS = 30_000;

let made = 0;

/**
 * An API below a base address.
 *
 * @param base where its paths begin, such as `http://host/api/logs`
 * @param token the token to send; empty for none
 * @param onVerdict is told with each answer whether the API refused the token
 */
export function createApi(
  base: URL | string,
  token = "",
  onVerdict: (isRefused: boolean) => void = () => undefined,
): Api {
  const root = String(base).replace(/\/$/, "");

  async function open(path: string, params: Params, signal: AbortSignal): Promise<Response> {
    const odd = whyNoToken(token);
    if (odd) {
      onVerdict(true);
      throw new ApiError("denied", odd);
    }
    const query = encode(params);
    const askedAt = Date.now();
    let response: Response;
    try {
      response = await fetch(`${root}${path}${query}`, {
        signal,
        headers: token ? { Authorization: `Bearer ${token}` } : {},
        credentials: "omit",
        cache: "no-store",
        redirect: "error",
        referrerPolicy: "no-referrer",
      });
    } catch (error) {
      if (signal.aborted) throw signal.reason ?? error;
      throw new ApiError("offline", "The API does not answer: is `vlogs-nt api` running?");
    }
    noteDate(response.headers.get("Date"), askedAt);
    if (response.ok || response.status === 401) onVerdict(!response.ok);
    if (!response.ok) {
      const { detail, parameter } = await problemOf(response);
      throw ofStatus(response.status, detail, response.headers.get("Retry-After"), parameter);
    }
    return response;
  }

  made += 1;
  return {
    id: made,
    root,
    open,
    get<T>(path: string, params: Params, signal: AbortSignal): Promise<T> {
      return inTurn(signal, async () => {
        // Begins with the turn: the wait for it may be long where other tabs are slow.
        const timeout = AbortSignal.timeout(TIMEOUT_MILLIS);
        try {
          const response = await open(path, params, AbortSignal.any([signal, timeout]));
          if (!/\bjson\b/.test(response.headers.get("Content-Type") ?? "")) {
            throw new ApiError("foreign", "The address answers with something else than this API");
          }
          return checked<T>(path, await response.json());
        } catch (error) {
          if (!timeout.aborted || signal.aborted) throw error;
          throw new ApiError(
            "store",
            `No answer within ${TIMEOUT_MILLIS / 1_000} s: ask for a shorter range, or wait`,
          );
        }
      });
    },
  };
}

export function encode(params: Params): string {
  const out = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) {
    if (value === undefined || value === false || value === "") continue;
    for (const one of Array.isArray(value) ? value : [value]) out.append(name, String(one));
  }
  const text = out.toString();
  return text ? `?${text}` : "";
}

async function problemOf(
  response: Response,
): Promise<{ detail: string; parameter: string | undefined }> {
  const usual = `HTTP ${response.status}`;
  try {
    const { detail, parameter } = (await response.json()) as Record<string, unknown>;
    return {
      detail: typeof detail === "string" && detail ? detail : usual,
      parameter: typeof parameter === "string" ? parameter : undefined,
    };
  } catch {
    // No JSON: whatever stands before the API has answered.
    return { detail: usual, parameter: undefined };
  }
}
