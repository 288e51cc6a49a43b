import { ApiError, MAY_BE_DONE } from "./api-error";
import { redact } from "./redact";
import { ExchangeFailed } from "./send";

export interface FailedCall {
  call: string;
  /** Scheme, host and port. */
  origin: string;
  /** Whether it is sent again where its fate is not known. */
  repeatable: boolean;
  timeoutMs: number;
  secrets: readonly string[];
  signal?: AbortSignal | undefined;
  /** Whether it only asks for a token: what that is for has not been sent. */
  signingIn?: boolean;
  /** What gives the address. Default `DATABRICKS_HOST`. */
  givenBy?: string | undefined;
}

/** What an exchange that broke off means: whether the request may have been carried out, and what to check. */
export function networkFailure(error: unknown, failed: FailedCall): ApiError {
  const { call, origin, repeatable, signal } = failed;
  const sent = error instanceof ExchangeFailed ? error.sent : true;
  const cause = error instanceof ExchangeFailed ? error.cause : error;
  if (signal?.aborted) return cancelled(call, sent, repeatable);
  const code = codeOf(cause);
  if (!sent || NEVER_CONNECTED.has(code)) {
    const { reason, check, final } = whyUnreachable(code, cause, failed);
    return new ApiError({
      category: "unreachable",
      fate: "not-done",
      call,
      detail: `cannot reach ${origin}: ${reason}`,
      advice: `Nothing was sent. ${check}`,
      final,
      cause: code === "" ? undefined : { code },
    });
  }
  const timedOut = code === "UND_ERR_HEADERS_TIMEOUT" || code === "UND_ERR_BODY_TIMEOUT";
  const what = timedOut
    ? `${origin} did not answer within ${Math.round(failed.timeoutMs / 100) / 10} s`
    : `the connection to ${origin} was cut before the answer was complete (${code || "no reason given"})`;
  return new ApiError({
    category: "unavailable",
    fate: failed.signingIn === true ? "not-done" : "unknown",
    call,
    detail: what,
    advice: repeatable ? undefined : MAY_BE_DONE,
  });
}

export function cancelled(call: string, sent: boolean, repeatable: boolean): ApiError {
  return new ApiError({
    category: "cancelled",
    fate: sent ? "unknown" : "not-done",
    call,
    detail: "stopped before the answer came",
    advice: sent && !repeatable ? MAY_BE_DONE : undefined,
  });
}

/** Failures to connect, as undici also reports them for a request that it had queued on a connection. */
const NEVER_CONNECTED = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
]);

const NO_USE_TRYING_AGAIN = true;

function whyUnreachable(
  code: string,
  cause: unknown,
  { origin, secrets, givenBy = "DATABRICKS_HOST" }: FailedCall,
): { reason: string; check: string; final: boolean } {
  const name = new URL(origin).hostname;
  const text = messageOf(cause);
  if (/proxy|tunnel/i.test(text)) {
    return {
      reason: `the proxy cannot be used (${redact(text, secrets)})`,
      check: "Check HTTPS_PROXY, HTTP_PROXY and NO_PROXY, and the proxy's own rules and credentials.",
      final: /40[0-9]|not a URL/.test(text),
    };
  }
  switch (code) {
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return {
        reason: `no address is known for ${name} (${code})`,
        check: `Check the spelling of the host (${givenBy}), and that name resolution and the VPN work.`,
        final: false,
      };
    case "ECONNREFUSED":
      return {
        // With a proxy this is the proxy's address.
        reason: `nothing accepts connections at ${addressIn(cause) ?? "its address"} (ECONNREFUSED)`,
        check: `Check host and port (${givenBy}), for an emulator that it is running, and HTTPS_PROXY where that is the proxy's address.`,
        final: false,
      };
    case "UND_ERR_CONNECT_TIMEOUT":
    case "ETIMEDOUT":
    case "EHOSTUNREACH":
    case "ENETUNREACH":
      return {
        reason: `no connection in time (${code})`,
        check:
          "Check network, VPN and firewall (an IP access list or private link may keep you out), and whether a proxy is needed (HTTPS_PROXY).",
        final: false,
      };
  }
  if (CERTIFICATE.test(code)) {
    return {
      reason: `its certificate is not trusted (${code})`,
      check: CERTIFICATE_NAME.test(code)
        ? `The certificate is for another name: check the host (${givenBy}).`
        : "If your organisation has a certificate authority of its own, name its file in NODE_EXTRA_CA_CERTS.",
      final: NO_USE_TRYING_AGAIN,
    };
  }
  if (/SSL|TLS|EPROTO/i.test(code)) {
    return {
      reason: `it does not speak TLS as expected (${code})`,
      check: `Check scheme and port of the host (${givenBy}), and that no proxy intervenes.`,
      final: NO_USE_TRYING_AGAIN,
    };
  }
  return {
    reason: code || redact(text, secrets) || "no reason given",
    check: `Check the host (${givenBy}), the network and the proxy settings (HTTPS_PROXY, NO_PROXY).`,
    final: false,
  };
}

const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_(GET|VERIFY)|DEPTH_ZERO|ERR_TLS_CERT_ALTNAME_INVALID/;
const CERTIFICATE_NAME = /ALTNAME/;

/** Node reports several addresses tried in vain as one AggregateError, whose code is that of the first. */
function codeOf(error: unknown): string {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 4; at = at.cause, depth += 1) {
    const code: unknown = (at as { code?: unknown }).code;
    if (typeof code === "string" && code !== "UND_ERR_ABORTED") return code;
    const inner = at instanceof AggregateError ? at.errors.map(codeOf).find((one) => one !== "") : undefined;
    if (inner !== undefined) return inner;
  }
  return "";
}

function addressIn(error: unknown): string | undefined {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 4; at = at.cause, depth += 1) {
    const { address, port } = at as { address?: unknown; port?: unknown };
    if (typeof address === "string") return `${address}:${String(port)}`;
    const inner = at instanceof AggregateError ? at.errors.map(addressIn).find(Boolean) : undefined;
    if (inner !== undefined) return inner;
  }
  return undefined;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error ?? "");
}
