import { createHash, randomBytes, randomUUID } from "node:crypto";

/** A trust in tokens of another issuer, as a service principal's federation policy states it. */
export interface FederationPolicy {
  /** The token's `iss`. */
  issuer: string;
  /** Any of the token's `aud`; default the workspace's own token endpoint accepts any. */
  audiences?: string[];
  /** The token's `sub`. */
  subject?: string;
}

/** Somebody who may call the workspace. */
export interface Identity {
  /** Numeric id of SCIM, as a string. */
  id: string;
  kind: "User" | "ServicePrincipal";
  /** E-mail address of a user, application (client) id of a service principal. */
  userName: string;
  displayName: string;
  groups: string[];
  /** Entitlements of SCIM, such as `workspace-access`; default none. */
  entitlements?: string[];
  externalId?: string;
  /** Admins may do everything, whatever an access control list says. */
  admin: boolean;
  /** Someone who left the workspace: existing endpoints keep serving, config updates of what they created fail. */
  active: boolean;
  mayCreateEndpoints: boolean;
  /** Personal access tokens that it signs in with. */
  tokens: string[];
  /** OAuth secret of a service principal. */
  clientSecret?: string;
  /** Microsoft Entra tenant, for a service principal of Azure. */
  entraTenant?: string;
  federation?: FederationPolicy[];
}

/** What a caller gives to add an identity; the rest is filled in. */
export type NewIdentity = Partial<Identity> & Pick<Identity, "userName">;

/** The service principal that exists from the start, with the ids and the (fake) secret to sign in with. */
export const defaultServicePrincipal = {
  clientId: "5f3a1c2e-0b7d-4e6f-8a9b-0c1d2e3f4a5b",
  clientSecret: "emulator-client-secret",
  entraTenant: "1b4e28ba-2fa1-41d2-883f-0016d3cca427",
  displayName: "emulator-ci",
} as const;

/** The personal access token that the emulator accepts unless told otherwise. Not a secret. */
export const DEFAULT_TOKEN = "dapi-emulator-00000000000000000000000000000000";

export interface AccessToken {
  userName: string;
  expiresAt: number;
  /** Of a personal access token that its owner has made. */
  personal?: { id: string; comment: string; createdAt: number };
}

/** A numeric id, the same for the same name in every workspace. */
export const numericId = (name: string): string =>
  String(parseInt(createHash("sha256").update(name).digest("hex").slice(0, 12), 16));

export function completeIdentity(given: NewIdentity): Identity {
  const kind = given.kind ?? (given.userName.includes("@") ? "User" : "ServicePrincipal");
  return {
    id: numericId(given.userName),
    kind,
    displayName: given.userName.split("@")[0]!,
    groups: ["users"],
    admin: false,
    active: true,
    mayCreateEndpoints: true,
    tokens: [],
    ...given,
  };
}

/** Adds an identity, or replaces the one of the same user name. */
export function addIdentity(world: { identities: Identity[] }, given: NewIdentity): void {
  const others = world.identities.filter(({ userName }) => userName !== given.userName);
  world.identities = [...others, completeIdentity(given)];
}

export function initialIdentities(token: string): Identity[] {
  return [
    completeIdentity({
      userName: "admin@emulator.example",
      displayName: "Emulator Admin",
      groups: ["admins", "users"],
      admin: true,
      tokens: [token],
    }),
    completeIdentity({
      kind: "ServicePrincipal",
      userName: defaultServicePrincipal.clientId,
      displayName: defaultServicePrincipal.displayName,
      groups: ["users"],
      clientSecret: defaultServicePrincipal.clientSecret,
      entraTenant: defaultServicePrincipal.entraTenant,
      // GitHub's issuer, so that the token exchange of a workflow can be played without further set-up.
      federation: [{ issuer: "https://token.actions.githubusercontent.com" }],
    }),
  ];
}

/** A new opaque access token. Real ones are JWTs; clients must not look inside either way. */
export function newAccessToken(): string {
  return `emulator-access-${randomBytes(24).toString("base64url")}`;
}

export const newId = (): string => randomUUID().replaceAll("-", "");

export const digest = (secret: string): string => createHash("sha256").update(secret).digest("hex");
