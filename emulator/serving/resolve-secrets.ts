import { invalidParameter, permissionDenied } from "../http/api-error";
import { digest, type Identity } from "../workspace/identities";
import type { Workspace } from "../workspace/workspace";
import { REFERENCE } from "./check-external-model";
import type { ServedEntity } from "./messages";
import { credentialFields } from "./provider-rules";
import { mayUseScope } from "./secret-access";

/**
 * Looks up what a served entity refers to, at the moment that the configuration is sent. The workspace copies the
 * values then: a secret that is rotated later is picked up only when the configuration is sent again.
 *
 * @returns digests of the credentials by field, to tell later whether the upstream still accepts them.
 * @throws ApiError 400 for a missing scope or key, 403 for a scope that the caller may not read. Texts are not documented.
 */
export function resolveSecrets(
  entity: ServedEntity,
  at: string,
  identity: Identity,
  workspace: Workspace,
): Record<string, string> {
  const digests: Record<string, string> = {};
  const keep = (field: string, value: string): void => {
    digests[field] = digest(value);
    workspace.credentials.set(digests[field], value);
  };
  for (const { field, reference, plaintext } of entity.external_model
    ? credentialFields(entity.external_model)
    : []) {
    if (plaintext !== undefined) keep(field, plaintext);
    const value =
      reference === undefined ? undefined : lookUp(reference, `${at} ${field}`, identity, workspace);
    if (value !== undefined) keep(field, value);
  }
  for (const [name, value] of Object.entries(entity.environment_vars ?? {})) {
    if (REFERENCE.test(value)) lookUp(value, `${at} environment_vars.${name}`, identity, workspace);
  }
  return digests;
}

function lookUp(reference: string, at: string, identity: Identity, workspace: Workspace): string | undefined {
  if (!workspace.switches.resolveSecrets) return undefined;
  const [, scopeName = "", key = ""] = REFERENCE.exec(reference) ?? [];
  const { scopes } = workspace.world;
  const scope = Object.hasOwn(scopes, scopeName) ? scopes[scopeName] : undefined;
  if (scope === undefined) {
    throw invalidParameter(
      `Secret scope '${scopeName}' of ${at} does not exist. ${howToGive(scopeName, key)}`,
    );
  }
  if (!mayUseScope(scope, identity, "READ")) {
    throw permissionDenied(
      `User ${identity.userName} does not have READ permission on secret scope ${scopeName}.`,
    );
  }
  const secret = Object.hasOwn(scope.secrets, key) ? scope.secrets[key] : undefined;
  if (secret === undefined) {
    throw invalidParameter(
      `Secret with key '${key}' of ${at} does not exist in scope '${scopeName}'. ${howToGive(scopeName, key)}`,
    );
  }
  return Buffer.from(secret.value, "base64").toString("utf8");
}

/** A real workspace says no such thing: there one uses its CLI. */
const howToGive = (scope: string, key: string): string =>
  `(The emulator is given it at its start by --secret ${scope}/${key}=VALUE.)`;
