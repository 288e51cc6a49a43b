import { ApiError } from "../../provider/client/api/api-error";
import type { Answer, HttpClient } from "../../provider/client/api/http-client";
import { isAccountHost } from "../../provider/client/api/normalise-host";
import { bad, good, warning, type Finding } from "./finding";

/** Nobody waits longer for a doctor. */
const PATIENCE_MS = 30_000;
/** Tokens and create's recognition of its own work compare times. */
const MOST_DRIFT_MS = 2 * 60_000;

export function checkHost(host: string): Finding {
  return isAccountHost(host)
    ? bad(`${host} is an account's address`, "Serving endpoints live in a workspace: give its address.")
    : good(`Host ${host}`);
}

/** Who the workspace takes the caller for; whether it can be reached at all shows here too. */
export async function checkIdentity(client: HttpClient): Promise<Finding[]> {
  const answer = await asked(client, "/api/2.0/preview/scim/v2/Me");
  if (answer instanceof ApiError) return [bad(`Signing in: ${answer.detail}`, answer.message)];
  const { userName, active, groups } = answer.json as {
    userName?: string;
    active?: boolean;
    groups?: { display?: string }[];
  };
  if (typeof userName !== "string") {
    return [bad("The host answers, but not as a workspace does", "Check the host (DATABRICKS_HOST).")];
  }
  const isAdmin = groups?.some(({ display }) => display === "admins") ?? false;
  // Known only now, where several ways to sign in were there.
  const { method, source } = client.connection;
  return [
    active === false
      ? bad(
          `Signed in as ${userName}, who is deactivated`,
          "Ask an admin of the workspace to activate this identity.",
        )
      : good(`Signed in as ${userName}${isAdmin ? ", an admin" : ""} (${method}, from ${source})`),
    ...drift(answer),
  ];
}

function drift({ date }: Answer): Finding[] {
  if (date === undefined) return [];
  const off = Date.now() - date;
  if (Math.abs(off) < MOST_DRIFT_MS) return [];
  return [
    warning(
      `This machine's clock is ${Math.round(Math.abs(off) / 60_000)} min ${off > 0 ? "ahead of" : "behind"} the workspace's`,
      "Set the clock (NTP): tokens end too early or are refused otherwise.",
    ),
  ];
}

export async function checkEndpoints(client: HttpClient): Promise<Finding> {
  const answer = await asked(client, "/api/2.0/serving-endpoints");
  if (answer instanceof ApiError) return bad("Serving endpoints cannot be listed", answer.message);
  const { endpoints = [] } = answer.json as { endpoints?: unknown[] };
  return good(`Serving endpoints can be listed (${count(endpoints.length, "is", "are")} visible)`);
}

export async function checkSecretScopes(client: HttpClient): Promise<Finding> {
  const answer = await asked(client, "/api/2.0/secrets/scopes/list");
  if (answer instanceof ApiError) return bad("Secret scopes cannot be listed", answer.message);
  const { scopes = [] } = answer.json as { scopes?: unknown[] };
  return scopes.length > 0
    ? good(`Secret scopes can be listed (${count(scopes.length, "is", "are")} visible)`)
    : warning(
        "No secret scope is visible to this identity",
        "External models take their keys from one: `databricks secrets create-scope llm`, or ask for READ on one.",
      );
}

async function asked(client: HttpClient, path: string): Promise<Answer | ApiError> {
  try {
    return await client.request("GET", path, { deadline: Date.now() + PATIENCE_MS, timeoutMs: PATIENCE_MS });
  } catch (error) {
    if (error instanceof ApiError) return error;
    throw error;
  }
}

function count(number: number, singular: string, plural: string): string {
  return `${number} ${number === 1 ? singular : plural}`;
}
