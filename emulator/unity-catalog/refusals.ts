import { ApiError } from "../http/api-error";

/** How a request of this room is refused. `{…}` in the message stands for what the case fills in. */
export interface Refusal {
  status: number;
  errorCode: string;
  message: string;
}

const at =
  (status: number, errorCode: string) =>
  (message: string): Refusal => ({ status, errorCode, message });
const invalid = at(400, "INVALID_PARAMETER_VALUE");
const denied = at(403, "PERMISSION_DENIED");
const conflict = at(400, "FAILED_PRECONDITION");

/**
 * Every refusal of Unity Catalog and of the gateway. Almost none has a documented text, and few a documented status: the
 * switch `refusals` replaces any part of any of them, so that a client can be tried against another guess.
 */
export const REFUSALS = {
  // Seen in public reports of Unity Catalog.
  noMetastore: at(404, "METASTORE_DOES_NOT_EXIST")("No metastore assigned for the current workspace."),
  catalogMissing: at(404, "CATALOG_DOES_NOT_EXIST")("Catalog '{name}' does not exist."),
  schemaMissing: at(404, "SCHEMA_DOES_NOT_EXIST")("Schema '{name}' does not exist."),
  catalogExists: at(400, "CATALOG_ALREADY_EXISTS")("Catalog '{name}' already exists"),
  schemaExists: at(400, "SCHEMA_ALREADY_EXISTS")("Schema '{name}' already exists"),
  notEmpty: at(400, "INVALID_STATE")("{kind} '{name}' is not empty."),
  notPermitted: denied("User does not have {privilege} on {kind} '{name}'."),

  securableMissing: at(404, "NOT_FOUND")("{kind} '{name}' does not exist."),
  securableExists: at(409, "ALREADY_EXISTS")("{kind} '{name}' already exists."),
  unknownPrivilege: invalid("Privilege {privilege} is not applicable to this entity [{name}:{kind}]."),
  unknownSecurableType: invalid("SECURABLE_TYPE {kind} is not supported."),
  principalMissing: at(404, "PRINCIPAL_DOES_NOT_EXIST")("Could not find principal with name {principal}"),
  pageTokenInvalid: invalid("Invalid page_token."),
  pageSizeInvalid: invalid("{field} must be at least {least}; found {found}."),

  fieldMissing: invalid("Missing required field: {field}"),
  nameInvalid: invalid("{field} has an invalid value '{found}': {reason}."),
  tooLong: invalid("{field} has {found} {unit}; at most {most} are allowed."),
  valueInvalid: invalid("{field} has an invalid value {found}: {reason}."),

  serviceExists: at(409, "ALREADY_EXISTS")("A {kind} named '{name}' already exists in this schema."),
  etagStale: at(409, "ABORTED")("The etag does not match: '{name}' was changed since it was read."),
  etagInvalid: invalid("etag is not a base64 string."),
  maskEmpty: invalid("update_mask is required."),
  maskPathUnsupported: invalid("update_mask path '{path}' is not supported. Supported paths: {allowed}."),
  immutable: invalid("{field} cannot be changed; it is {before}."),

  providerBlockMissing: invalid("config.{block} is required for provider_type {type}."),
  providerBlockForbidden: invalid("config.{block} must not be set for provider_type {type}."),
  signInMissing: invalid("config.{block} needs exactly one of: {allowed}."),
  signInTwice: invalid("config.{block} has more than one of: {allowed}."),
  secretMissing: invalid("{field} needs plaintext or secret_reference."),
  secretTwice: invalid("{field} must have one of plaintext and secret_reference, not both."),
  signInChange: invalid("The authentication of '{name}' cannot be changed from {before} to {after}."),
  wrongCloud: invalid("{field} is only supported on {cloud}-hosted workspaces."),
  secretReferenceMissing: invalid("The secret '{name}' of {field} does not exist."),
  allTargetsForbidden: invalid("config.allow_all_targets is not supported for CUSTOM providers."),
  targetsMissing: invalid("config.targets needs at least one entry unless allow_all_targets is true."),
  endpointRouteForbidden: invalid("{field} is only supported for targets of CUSTOM providers."),
  providerInUse: conflict("Model provider service '{name}' is used by model services: {users}."),

  destinationTypeMismatch: invalid("{field} must be set for {type}, and no other type-specific config."),
  destinationNameTwice: invalid("{field} repeats the name '{found}'."),
  percentageMissing: invalid("{field} is required when there is more than one destination."),
  percentageForbidden: invalid("{field} must not be set on fallback destinations."),
  percentageSum: invalid("The traffic percentages of all destinations must sum to 100; found {found}."),
  targetNotListed: invalid("Model '{model}' is not among the targets of model provider service '{name}'."),
  notProvisioned: invalid("Serving endpoint '{name}' serves no provisioned-throughput foundation model."),
  principalRequired: invalid("{field} is required when key is {key}."),
  principalForbidden: invalid("{field} must not be set when key is {key}."),
  rateLimitTwice: invalid("{field} repeats a rate limit."),
  tableExists: at(400, "TABLE_ALREADY_EXISTS")("Table '{name}' already exists."),

  destinationDeleted: conflict("Destination '{name}' cannot be used: what it stands on was deleted."),
  apiTypeUnsupported: at(400, "BAD_REQUEST")("'{name}' does not support {type}. Supported: {supported}."),
  inferenceTableDeleted: conflict("The inference table of '{name}' was deleted."),
  pathUnmanaged: denied("Model provider service '{name}' does not forward the path {path}."),
} satisfies Record<string, Refusal>;

export type RefusalName = keyof typeof REFUSALS;

/** What a workspace refuses otherwise. */
export type ChangedRefusals = Partial<Record<RefusalName, Partial<Refusal>>>;

/** The error of this name, with the switch's changes and the case's words in it. */
export function refuse(
  { switches }: { readonly switches: { readonly refusals: ChangedRefusals } },
  name: RefusalName,
  words: Record<string, string | number> = {},
): ApiError {
  const { status, errorCode, message } = { ...REFUSALS[name], ...switches.refusals[name] };
  return new ApiError(
    status,
    errorCode,
    message.replace(/\{(\w+)\}/g, (placeholder, word: string) => String(words[word] ?? placeholder)),
  );
}
