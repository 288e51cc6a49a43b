import type * as z from "zod";
import type { Identity } from "../workspace/identities";
import type { Workspace } from "../workspace/workspace";
import { checkProviderConfig } from "./check-provider-config";
import { checkRateLimits } from "./check-rate-limits";
import { parentOf } from "./full-name";
import { readInferenceTable, TABLE_BINDING } from "./inference-table";
import { readConnection } from "./provider-connection";
import { PROVIDERS } from "./provider-types";
import { refuse } from "./refusals";
import type { ModelProviderConfig, modelProviderService } from "./service-messages";
import type { StoredProviderService } from "./stored-service";

type Given = z.output<typeof modelProviderService>;

/** What a provider service is made of, without what every service has. */
export type ProviderServiceContent = Pick<StoredProviderService, "config" | "keyDigest" | "bindings">;

/**
 * The content of a new provider service, or of `before` after the paths of a mask have been set.
 *
 * @throws ApiError for the first thing that is wrong, before anything is kept.
 */
export function buildProviderService(
  fullName: string,
  given: Given,
  change: { mask: Set<string>; before: StoredProviderService } | undefined,
  identity: Identity,
  workspace: Workspace,
): ProviderServiceContent {
  const { before, mask = new Set(["config"]) } = change ?? {};
  const touched = [...mask].some((path) => path.startsWith("config"));
  if (before !== undefined && !touched) return { ...before };
  if (given.config === undefined) throw refuse(workspace, "fieldMissing", { field: "config" });
  const type = typeOf(given.config, before, mask, workspace);
  const config = { ...(before === undefined || mask.has("config") ? given.config : before.config) };
  for (const path of mask) setPath(config, given.config, path, type);
  config.provider_type = type;

  checkProviderConfig(config, workspace);
  checkRateLimits(config.rate_limits, workspace);
  let keyDigest = before?.keyDigest;
  if (mask.has("config") || mask.has("config.provider")) {
    const connection = readConnection(
      { ...given.config, provider_type: type },
      {
        schema: parentOf(fullName),
        identity,
        workspace,
        ...(before && {
          before: {
            name: fullName,
            config: before.config,
            ...(before.keyDigest !== undefined && { keyDigest: before.keyDigest }),
          },
        }),
      },
    );
    Object.assign(config, { [PROVIDERS[type].block]: connection.block });
    keyDigest = connection.keyDigest;
  }
  const table = readInferenceTable(
    config.inference_table,
    { fullName, bindings: before?.bindings ?? {}, before: before?.config.inference_table },
    identity,
    workspace,
  );
  return {
    config,
    bindings: table === undefined ? {} : { [TABLE_BINDING]: table },
    ...(keyDigest !== undefined && { keyDigest }),
  };
}

function typeOf(
  given: ModelProviderConfig,
  before: StoredProviderService | undefined,
  mask: Set<string>,
  workspace: Workspace,
): NonNullable<ModelProviderConfig["provider_type"]> {
  const type = given.provider_type;
  const stored = before?.config.provider_type;
  if (stored !== undefined && type !== undefined && type !== stored) {
    throw refuse(workspace, "immutable", { field: "config.provider_type", before: stored });
  }
  // A replacement of the whole config has to include every required field.
  if (type === undefined && (stored === undefined || mask.has("config"))) {
    throw refuse(workspace, "fieldMissing", { field: "config.provider_type" });
  }
  return (type ?? stored)!;
}

/** Takes one masked path over from the request; what the request leaves out is cleared. */
function setPath(
  config: ModelProviderConfig,
  given: ModelProviderConfig,
  path: string,
  type: NonNullable<ModelProviderConfig["provider_type"]>,
): void {
  const field = path.split(".")[1] as keyof ModelProviderConfig | "provider" | undefined;
  if (field === undefined) return;
  const name = field === "provider" ? PROVIDERS[type].block : field;
  if (given[name] === undefined) delete config[name];
  else Object.assign(config, { [name]: given[name] });
}
