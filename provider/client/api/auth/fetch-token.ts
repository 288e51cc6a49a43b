import { ApiError } from "../api-error";
import { categorise } from "../categorise";
import { networkFailure } from "../network-failure";
import { parseErrorBody } from "../parse-error-body";
import { redact } from "../redact";
import { retryAfterMs } from "../retry-after";
import { send, type RawAnswer } from "../send";
import { sharedAgent } from "../shared-agent";
import { defaultUserAgent } from "../user-agent";
import type { SignInContext } from "./sign-in";
import type { Token } from "./token-cache";

export interface TokenRequest {
  method?: "GET" | "POST";
  url: string;
  headers?: Record<string, string>;
  /** Sent as a form. */
  form?: Record<string, string>;
  /** What to check where it is refused. */
  advice: string;
  /** What must not appear in an error. */
  secrets: readonly string[];
}

const TIMEOUT_MS = 30_000;

/** An access token from an OAuth token endpoint (RFC 6749 §5.1). */
export async function fetchToken(request: TokenRequest, context: SignInContext): Promise<Token> {
  const answer = await fetchJson(request, context);
  const { access_token: value, expires_in: lifetime, expires_on: end } = answer;
  if (typeof value !== "string" || value === "") {
    throw noToken(request, "the answer holds no access token");
  }
  const seconds = Number(lifetime ?? Number.NaN);
  if (Number.isFinite(seconds)) return { value, expiresAt: context.clock.now() + seconds * 1000 };
  const endSeconds = Number(end ?? Number.NaN);
  return Number.isFinite(endSeconds) ? { value, expiresAt: endSeconds * 1000 } : { value };
}

/**
 * One request to an address where tokens are had. It is not repeated here: whoever wanted the token repeats, by the
 * error's category.
 */
export async function fetchJson(
  request: TokenRequest,
  context: SignInContext,
): Promise<Record<string, unknown>> {
  const call = callOf(request);
  const { origin, pathname, search } = new URL(request.url);
  let raw: RawAnswer;
  try {
    raw = await send(
      {
        origin,
        method: request.method ?? "POST",
        path: `${pathname}${search}`,
        headers: {
          accept: "application/json",
          "user-agent": defaultUserAgent,
          ...(request.form === undefined ? {} : { "content-type": "application/x-www-form-urlencoded" }),
          ...request.headers,
        },
        body: request.form === undefined ? undefined : new URLSearchParams(request.form).toString(),
        timeoutMs: TIMEOUT_MS,
      },
      context.dispatcher ?? sharedAgent(),
    );
  } catch (error) {
    // Asking twice gives two tokens, which does no harm.
    throw networkFailure(error, {
      call,
      origin,
      repeatable: true,
      signingIn: true,
      timeoutMs: TIMEOUT_MS,
      secrets: request.secrets,
    });
  }
  if (raw.status < 200 || raw.status >= 300) throw refused(request, raw, context);
  try {
    const json: unknown = JSON.parse(raw.text);
    if (typeof json === "object" && json !== null) return json as Record<string, unknown>;
  } catch {
    // Said below.
  }
  throw noToken(request, "the answer is not JSON");
}

function refused(request: TokenRequest, raw: RawAnswer, { clock }: SignInContext): ApiError {
  const body = parseErrorBody(raw.text, raw.status);
  const category = categorise(raw.status, body);
  const passing = category === "throttled" || category === "unavailable";
  return new ApiError({
    // Whatever the token endpoint says no with, it means that the sign-in failed.
    category: passing ? category : "unauthenticated",
    // The request that it was for has not been sent.
    fate: "not-done",
    call: callOf(request),
    status: raw.status,
    errorCode: body.errorCode ?? oauthError(raw.text),
    detail: redact(body.message, request.secrets, request.url),
    retryAfterMs: retryAfterMs(raw.headers["retry-after"], clock.now()),
    advice: passing ? undefined : request.advice,
    final: !passing,
  });
}

function noToken(request: TokenRequest, detail: string): ApiError {
  return new ApiError({
    category: "unauthenticated",
    fate: "not-done",
    call: callOf(request),
    detail,
    advice: request.advice,
    final: true,
  });
}

/** With the host, as it may be another one than the workspace's. */
function callOf({ method = "POST", url }: TokenRequest): string {
  const { origin, pathname } = new URL(url);
  return `${method} ${origin}${pathname}`;
}

/** RFC 6749 §5.2: `{"error": "invalid_client", …}`. */
function oauthError(text: string): string | undefined {
  try {
    const code = (JSON.parse(text) as { error?: unknown }).error;
    return typeof code === "string" && /^[a-z_]{1,60}$/.test(code) ? code : undefined;
  } catch {
    return undefined;
  }
}
