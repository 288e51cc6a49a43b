export interface ErrorBody {
  errorCode?: string;
  /** Not redacted yet. */
  message: string;
  requestId?: string;
  /** Whether this is an error of Databricks' API, and not of some proxy or another web server. */
  fromApi: boolean;
}

/**
 * Reads an error answer. Databricks sends a JSON envelope (`error_code` as a word or a number, `message`, `details`
 * with a RequestInfo), for SCIM paths that of RFC 7644, for old ones `{"error": …}`, for some a line "CODE: message";
 * gateways in front of it send HTML with the reason in <pre>, other text, or nothing.
 */
export function parseErrorBody(text: string, status: number): ErrorBody {
  const body = text.trim();
  if (body === "") return { message: `an empty answer with status ${status}`, fromApi: false };
  return (
    fromEnvelope(body) ?? fromLine(body) ?? fromHtml(body) ?? { message: shortened(body), fromApi: false }
  );
}

function fromEnvelope(body: string): ErrorBody | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    return undefined;
  }
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) return undefined;
  const envelope = parsed as Record<string, unknown>;
  const code = envelope["error_code"];
  const scimStatus = envelope["status"];
  const errorCode = isCode(code)
    ? String(code)
    : isCode(scimStatus) && typeof envelope["detail"] === "string"
      ? `SCIM_${scimStatus}`
      : undefined;
  const message = [
    envelope["message"],
    envelope["error_description"],
    envelope["detail"],
    envelope["error"],
  ].find((text): text is string => typeof text === "string" && text.trim() !== "");
  const requestId = requestIdIn(envelope["details"]);
  const explains = ["message", "detail"].some((field) => typeof envelope[field] === "string");
  return {
    message: shortened(message ?? "the server gave no reason"),
    fromApi: errorCode !== undefined || explains,
    ...(errorCode === undefined ? {} : { errorCode }),
    ...(requestId === undefined ? {} : { requestId }),
  };
}

/** A code is printed and compared, so that it must look like one. */
function isCode(value: unknown): value is string | number {
  return typeof value === "number" || (typeof value === "string" && /^[A-Za-z0-9_.-]{1,80}$/.test(value));
}

function requestIdIn(details: unknown): string | undefined {
  if (!Array.isArray(details)) return undefined;
  for (const detail of details as unknown[]) {
    if (typeof detail !== "object" || detail === null) continue;
    const { "@type": type, request_id: id } = detail as Record<string, unknown>;
    if (String(type).endsWith("google.rpc.RequestInfo") && typeof id === "string" && id !== "") return id;
  }
  return undefined;
}

function fromLine(body: string): ErrorBody | undefined {
  const [, errorCode, message] = /^([A-Z][A-Z_]+): (.*)$/s.exec(body) ?? [];
  return errorCode === undefined || message === undefined
    ? undefined
    : { errorCode, message: shortened(message), fromApi: true };
}

function fromHtml(body: string): ErrorBody | undefined {
  if (!/^<(!doctype|html|\?xml)|<html|<pre>/i.test(body)) return undefined;
  const inner = /<pre[^>]*>([\s\S]*?)<\/pre>/i.exec(body) ?? /<title[^>]*>([\s\S]*?)<\/title>/i.exec(body);
  const reason = inner?.[1]?.replace(/<[^>]*>/g, " ");
  return { message: shortened(reason?.trim() || "an HTML page without a reason"), fromApi: false };
}

function shortened(text: string): string {
  const line = text.trim();
  return line.length > 2000 ? `${line.slice(0, 2000)}…` : line;
}
