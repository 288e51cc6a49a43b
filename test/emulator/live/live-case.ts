import { createVerify, generateKeyPairSync } from "node:crypto";
import type { StandInAnswer, StandInRequest } from "./stand-in";

/** A provider's model, and how its API looks from the provider's side. */
export interface LiveCase {
  provider: string;
  task: string;
  /** Name and settings, with its credentials in plaintext. */
  model: Record<string, unknown>;
  /** Hosts that the stand-in plays. */
  hosts: string[];
  path: string;
  /** Whether the request carries the right credential in the provider's own way. */
  isSignedIn(request: StandInRequest): boolean;
  /** What of the request's body shows that it is in the provider's own words. */
  asks: object;
  says: StandInAnswer;
  /** The same as a stream; absent: the workspace does not stream from this provider. */
  streams?: { path?: string; says: StandInAnswer };
}

export const SECRETS = ["sk-live-1", "live-secret-2", "live-entra-3", "PRIVATE KEY"];
export const [KEY, AWS_SECRET, ENTRA_SECRET] = SECRETS as [string, string, string];

const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
/** Key file of a Google service account. */
export const SERVICE_ACCOUNT = JSON.stringify({
  type: "service_account",
  project_id: "acme",
  private_key_id: "k1",
  private_key: privateKey.export({ type: "pkcs8", format: "pem" }),
  client_email: "models@acme.iam.gserviceaccount.com",
});

/** Google's token endpoint: a token for an assertion that the service account has signed. */
export function googleToken({ body }: StandInRequest): StandInAnswer | { status: number; json: object } {
  const [head, claims, signature] = (new URLSearchParams(body).get("assertion") ?? "").split(".");
  const isRight = createVerify("RSA-SHA256")
    .update(`${head}.${claims}`)
    .verify(publicKey, signature!, "base64url");
  return isRight
    ? { access_token: "ya29-token", expires_in: 3600, token_type: "Bearer" }
    : { status: 401, json: { error: "invalid_grant" } };
}

/** Microsoft Entra's token endpoint. */
export function entraToken({ path, body }: StandInRequest): StandInAnswer | { status: number; json: object } {
  const form = Object.fromEntries(new URLSearchParams(body));
  const isRight =
    path === "/tenant-1/oauth2/v2.0/token" &&
    form.grant_type === "client_credentials" &&
    form.client_id === "client-1" &&
    form.client_secret === ENTRA_SECRET &&
    form.scope === "https://cognitiveservices.azure.com/.default";
  return isRight
    ? { access_token: "entra-token", expires_in: 3600, token_type: "Bearer" }
    : {
        status: 401,
        json: { error: "invalid_client", error_description: "AADSTS7000215: Invalid client secret" },
      };
}

/** Whether a request carries this bearer token. */
export const bearer =
  (token = KEY) =>
  ({ headers }: StandInRequest): boolean =>
    headers.authorization === `Bearer ${token}`;
