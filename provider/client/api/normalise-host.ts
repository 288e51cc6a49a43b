import { ConnectionError } from "./connection-error";

export interface Host {
  /** Scheme, name and port, without a slash: `https://adb-1.2.azuredatabricks.net`. */
  url: string;
  /** Workspace named by the query of a copied address (`?o=` or `?w=`). */
  workspaceId?: string;
  /** Account named by the query of a copied address (`?a=`). */
  accountId?: string;
}

/**
 * A host as people give it: with or without scheme, slash, or the rest of an address copied from the browser.
 *
 * @param source where it was given, for the error
 */
export function normaliseHost(given: string, source: string): Host {
  const text = given.trim();
  const url = parsedUrl(/^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`);
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.hostname === "") {
    throw new ConnectionError(
      `The host ${quoted(text)} (from ${source}) is not an address. Give that of the workspace, such as https://adb-1234567890123456.7.azuredatabricks.net, https://dbc-a1b2345c-d6e7.cloud.databricks.com or https://1234567890123456.7.gcp.databricks.com.`,
    );
  }
  if (url.protocol === "http:" && !isLoopback(url.hostname)) {
    throw new ConnectionError(
      `The host ${quoted(`http://${url.host}`)} (from ${source}) would send the sign-in unencrypted. Write https://${url.host}; http is allowed for this machine only (127.0.0.1, localhost, [::1]).`,
    );
  }
  const workspaceId = url.searchParams.get("w") ?? numeric(url.searchParams, "o", "workspace_id");
  const accountId = url.searchParams.get("a") ?? url.searchParams.get("account_id");
  return {
    url: `${url.protocol}//${url.host}`,
    ...(workspaceId ? { workspaceId } : {}),
    ...(accountId ? { accountId } : {}),
  };
}

/** The console of a whole account; serving endpoints live in workspaces. */
export function isAccountHost(url: string): boolean {
  return /^https:\/\/accounts(-dod)?\./.test(url);
}

function numeric(query: URLSearchParams, ...names: string[]): string | undefined {
  return names.map((name) => query.get(name) ?? "").find((value) => /^\d+$/.test(value));
}

function parsedUrl(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}

/** Whether the name of a host means this machine, where the emulator is. */
export function isLoopback(name: string): boolean {
  return /^(127(\.\d{1,3}){3}|\[::1\]|([a-z0-9-]+\.)*localhost)$/i.test(name);
}

/** Somebody may have put user and password, or a token, into it. */
function quoted(text: string): string {
  return JSON.stringify(
    text
      .replace(/^([a-z]+:\/\/)?[^/@]*@/i, "$1…@")
      .replace(/[?#].*$/, "")
      .slice(0, 200),
  );
}
