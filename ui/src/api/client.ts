/** Requests to the guarded API: one place for the address, the token, errors and turns. */

import { getToken } from "../state/token";
import { ApiError, ofStatus } from "./errors";
import { inTurn } from "./turns";

export type Params = Readonly<
  Record<string, string | number | boolean | readonly string[] | undefined>
>;

export interface Api {
  get<T>(path: string, params: Params, signal: AbortSignal): Promise<T>;
  open(path: string, params: Params, signal: AbortSignal): Promise<Response>;
}

const TIMEOUT_MILLIS = 30_000;

/**
 * An API below a base address.
 *
 * @param base where its paths begin, such as `http://host/api/logs`
 * @param token returns the token to send; empty for none
 */
export function createApi(base: URL | string, token: () => string = getToken): Api {
  const root = String(base).replace(/\/$/, "");

  async function open(path: string, params: Params, signal: AbortSignal): Promise<Response> {
    const query = encode(params);
    const bearer = token();
    let response: Response;
    try {
      response = await fetch(`${root}${path}${query}`, {
        signal,
        headers: bearer ? { Authorization: `Bearer ${bearer}` } : {},
        credentials: "omit",
        cache: "no-store",
        redirect: "error",
        referrerPolicy: "no-referrer",
      });
    } catch (error) {
      if (signal.aborted) throw signal.reason ?? error;
      throw new ApiError("offline", "The API does not answer: is `vlogs-nt api` running?");
    }
    if (!response.ok) {
      throw ofStatus(
        response.status,
        await detailOf(response),
        response.headers.get("Retry-After"),
      );
    }
    return response;
  }

  return {
    open,
    get<T>(path: string, params: Params, signal: AbortSignal): Promise<T> {
      const limited = AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MILLIS)]);
      return inTurn(signal, async () => {
        const response = await open(path, params, limited);
        if (!/\bjson\b/.test(response.headers.get("Content-Type") ?? "")) {
          throw new ApiError("foreign", "The address answers with something else than this API");
        }
        return (await response.json()) as T;
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

async function detailOf(response: Response): Promise<string> {
  const usual = `HTTP ${response.status}`;
  try {
    const { detail } = (await response.json()) as { detail?: unknown };
    if (typeof detail === "string") return detail;
    if (Array.isArray(detail)) {
      return detail.map((one) => (one as { msg?: string }).msg ?? "").join("; ") || usual;
    }
  } catch {
    // No JSON: whatever stands before the API has answered.
  }
  return usual;
}
