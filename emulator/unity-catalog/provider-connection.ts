import type { Identity } from "../workspace/identities";
import { digest } from "../workspace/identities";
import type { Workspace } from "../workspace/workspace";
import { readResourceName } from "./full-name";
import { requirePrivilege } from "./privileges";
import { PROVIDERS, SECRET_OF, type ProviderFacts, type SignIn } from "./provider-types";
import { refuse } from "./refusals";
import { lookUp } from "./securables";
import { PROVIDER_BLOCKS, type ModelProviderConfig, type ProviderBlock } from "./service-messages";

type Fields = Record<string, unknown>;

interface Secret {
  plaintext?: string;
  secret_reference?: { name?: string };
}

/** A provider's block as it is kept, and the digest of the key that was in it. */
export interface Connection {
  block: { direct: Fields } | { relayed: Fields };
  keyDigest?: string;
}

export interface ConnectionRequest {
  /** Full name of the schema, where inline keys need a right of their own. */
  schema: string;
  identity: Identity;
  workspace: Workspace;
  /** What is there already: its sign-in stays where the request brings none. */
  before?: { name: string; config: ModelProviderConfig; keyDigest?: string };
}

/**
 * Reads the block of the config's provider: checks it, takes the plaintext out, keeps the stored sign-in where none comes.
 *
 * @throws ApiError 400 for what does not fit the provider, 403 for a missing right.
 */
export function readConnection(config: ModelProviderConfig, request: ConnectionRequest): Connection {
  const { workspace } = request;
  const type = config.provider_type!;
  const facts = PROVIDERS[type];
  const { block } = facts;
  const other = (Object.keys(PROVIDER_BLOCKS) as ProviderBlock[]).find(
    (name) => name !== block && config[name] !== undefined,
  );
  if (other !== undefined) throw refuse(workspace, "providerBlockForbidden", { block: other, type });
  const given = config[block] as { direct?: Fields; relayed?: Fields } | undefined;
  if (given === undefined) throw refuse(workspace, "providerBlockMissing", { block, type });
  const stored = request.before?.config[block] as { direct?: Fields; relayed?: Fields } | undefined;
  if (given.direct !== undefined && given.relayed !== undefined) {
    throw refuse(workspace, "signInTwice", { block, allowed: "direct, relayed" });
  }
  if (given.relayed !== undefined || (given.direct === undefined && stored?.relayed !== undefined)) {
    if (stored?.direct !== undefined) assertMayChange("direct", "relayed", request);
    return { block: { relayed: {} } };
  }
  const direct = given.direct ?? {};
  for (const field of facts.required) {
    if (!direct[field]) throw refuse(workspace, "fieldMissing", { field: `config.${block}.direct.${field}` });
  }
  checkUrl(direct.base_url, `config.${block}.direct.base_url`, workspace);
  const { signIn, keyDigest } = readSignIn(direct, stored, facts, request);
  const plain = Object.entries(direct).filter(([field]) => !facts.signIns.includes(field as SignIn));
  return {
    block: { direct: { ...Object.fromEntries(plain), ...signIn } },
    ...(keyDigest !== undefined && { keyDigest }),
  };
}

function readSignIn(
  direct: Fields,
  stored: { direct?: Fields; relayed?: Fields } | undefined,
  facts: ProviderFacts,
  request: ConnectionRequest,
): { signIn: Fields; keyDigest?: string } {
  const { workspace, before } = request;
  const { block, signIns } = facts;
  const allowed = signIns.join(", ");
  const chosen = signIns.filter((name) => direct[name] !== undefined);
  if (chosen.length > 1) throw refuse(workspace, "signInTwice", { block: `${block}.direct`, allowed });
  const storedName = signIns.find((name) => stored?.direct?.[name] !== undefined);
  const name = chosen[0] ?? storedName;
  if (name === undefined) throw refuse(workspace, "signInMissing", { block: `${block}.direct`, allowed });
  const kept = storedName === name ? (stored!.direct![name] as Fields) : undefined;
  const keptDigest = before?.keyDigest === undefined ? {} : { keyDigest: before.keyDigest };
  if (chosen.length === 0) return { signIn: { [name]: kept }, ...keptDigest };
  if (stored !== undefined && kept === undefined) assertMayChange(storedName ?? "relayed", name, request);

  const at = `config.${block}.direct.${name}`;
  const given = direct[name] as Fields;
  const where = SECRET_OF[name];
  if (where === undefined) {
    checkCredential(given, at, facts, request);
    return { signIn: { [name]: given } };
  }
  for (const field of where.beside) {
    if (!given[field]) throw refuse(workspace, "fieldMissing", { field: `${at}.${field}` });
  }
  const [inner] = where.path;
  const secret = (inner === undefined ? given : given[inner]) as Secret | undefined;
  const secretAt = inner === undefined ? at : `${at}.${inner}`;
  const keptSecret = (inner === undefined ? kept : kept?.[inner]) as Secret | undefined;
  const withSecret = (stays: Secret): Fields =>
    inner === undefined ? { [name]: stays } : { [name]: { ...given, [inner]: stays } };

  if (secret?.plaintext === undefined && secret?.secret_reference === undefined) {
    // What a client read and sends back: an empty object, which says only that a key is set.
    if (keptSecret === undefined) throw refuse(workspace, "secretMissing", { field: secretAt });
    return { signIn: withSecret(keptSecret), ...keptDigest };
  }
  if (secret.plaintext !== undefined && secret.secret_reference !== undefined) {
    throw refuse(workspace, "secretTwice", { field: secretAt });
  }
  if (secret.secret_reference !== undefined) {
    return { signIn: withSecret({ secret_reference: { name: checkReference(secret, secretAt, request) } }) };
  }
  if (secret.plaintext === "") throw refuse(workspace, "fieldMissing", { field: `${secretAt}.plaintext` });
  requirePrivilege(workspace, request.identity, ["CREATE_CONNECTION"], ["SCHEMA", request.schema]);
  const keyDigest = digest(secret.plaintext!);
  workspace.credentials.set(keyDigest, secret.plaintext!);
  return { signIn: withSecret({}), keyDigest };
}

/** Whoever has a service use a secret must be able to read it; the real check is not documented. */
function checkReference(
  { secret_reference: reference }: Secret,
  at: string,
  { workspace, identity }: ConnectionRequest,
): string {
  const field = `${at}.secret_reference.name`;
  const name = readResourceName(reference!.name, "secrets", 3, field, workspace);
  if (workspace.switches.resolveSecrets) {
    if (lookUp(workspace, "SECRET", name) === undefined) {
      throw refuse(workspace, "secretReferenceMissing", { name, field });
    }
    requirePrivilege(workspace, identity, ["READ_SECRET"], ["SECRET", name]);
  }
  return `secrets/${name}`;
}

function checkCredential(
  given: Fields,
  at: string,
  { cloud }: ProviderFacts,
  { workspace, identity }: ConnectionRequest,
): void {
  const own = workspace.switches.cloud;
  if (own !== null && own !== cloud) {
    const spelled = { aws: "AWS", azure: "Azure", gcp: "GCP" }[cloud!];
    throw refuse(workspace, "wrongCloud", { field: at, cloud: spelled });
  }
  const name = readResourceName(given.name as string | undefined, "credentials", 1, `${at}.name`, workspace);
  requirePrivilege(workspace, identity, ["ACCESS"], ["CREDENTIAL", name]);
}

/** "Authentication mode changes require feature availability and support for both modes on the selected provider." */
function assertMayChange(before: string, after: string, request: ConnectionRequest): void {
  const { workspace } = request;
  if (workspace.switches.signInMayChange) return;
  throw refuse(workspace, "signInChange", { name: request.before!.name, before, after });
}

function checkUrl(given: unknown, field: string, workspace: Workspace): void {
  if (given === undefined || (URL.canParse(String(given)) && /^https?:/i.test(String(given)))) return;
  throw refuse(workspace, "valueInvalid", {
    field,
    found: JSON.stringify(given),
    reason: "it is no http(s) URL",
  });
}
