import type { ModelProviderServiceInputs } from "../../resources/model-provider-service";
import type { ModelServiceInputs } from "../../resources/model-service";
import { MODEL_SERVICE, type ServiceState } from "../../resources/unity-catalog/service-kind";
import { fullNameOf } from "../../resources/unity-catalog/names";
import { listOf } from "../../schema/plain-object";
import type { Path, Problem } from "../../schema/problem";
import { isUnknown } from "../../schema/unknown";
import { nearest } from "../../text/nearest";
import type { Operation } from "../operation";
import type { Preflight } from "./preflight";
import { preflightService, refusalOf } from "./preflight-service";

/** What of a change of a model service would fail later, as far as the workspace and this program show now. */
export const preflightModelService = (
  olds: ServiceState<ModelServiceInputs>,
  news: ModelServiceInputs,
  operation: Operation,
  preflight: Preflight,
): Promise<Problem[]> =>
  preflightService(MODEL_SERVICE, olds, news, operation, preflight, ({ config }) => {
    const { destinations, fallback } = config?.routing ?? {};
    const at: Path = ["config", "routing"];
    return [
      ...destinationsIn(destinations, [...at, "destinations"]),
      ...destinationsIn(fallback?.destinations, [...at, "fallback", "destinations"]),
    ].map((one) => brokenDestination(one, operation, preflight));
  });

type Routing = ModelServiceInputs["config"]["routing"];
type Fallback = NonNullable<NonNullable<Routing["fallback"]>["destinations"]>[number];
type Destination = Routing["destinations"][number] | Fallback;

interface Place {
  readonly path: Path;
  readonly destination: Destination;
}

const destinationsIn = (list: readonly Destination[] | undefined, path: Path): Place[] =>
  listOf(list).map((destination, index) => ({ path: [...path, index], destination }));

async function brokenDestination(
  { path, destination }: Place,
  { workspace }: Operation,
  preflight: Preflight,
): Promise<Problem[]> {
  if (isUnknown(destination)) return [];
  if ("externalModelConfig" in destination) {
    const { modelProviderService, target } = destination.externalModelConfig;
    if (typeof modelProviderService !== "string") return [];
    return brokenTarget(modelProviderService, target?.model, [...path, "externalModelConfig"], preflight);
  }
  if ("payPerTokenConfig" in destination) {
    const { model } = destination.payPerTokenConfig;
    if (typeof model !== "string") return [];
    const name = fullNameOf(model);
    return unlessFound("model", model, [...path, "payPerTokenConfig", "model"], () =>
      preflight.look(`model ${name}`, (deadline) => workspace.catalog.find("models", name, { deadline })),
    );
  }
  const modelServingEndpoint = destination.provisionedThroughputConfig?.modelServingEndpoint;
  if (typeof modelServingEndpoint !== "string") return [];
  const where = [...path, "provisionedThroughputConfig", "modelServingEndpoint"];
  return unlessFound("serving endpoint", modelServingEndpoint, where, () =>
    preflight.endpoint(fullNameOf(modelServingEndpoint)),
  );
}

async function brokenTarget(
  name: string,
  model: unknown,
  path: Path,
  preflight: Preflight,
): Promise<Problem[]> {
  const [collection = "", fullName = ""] = name.split("/");
  const coming = preflight.coming(name) as Partial<ModelProviderServiceInputs> | undefined;
  let config = coming?.config;
  if (coming === undefined) {
    const missing = await unlessFound(
      "model provider service",
      name,
      [...path, "modelProviderService"],
      async () => {
        const seen = await preflight.service(collection, fullName);
        config = seen?.inputs.config as typeof config;
        return seen;
      },
    );
    if (missing.length > 0) return missing;
  }
  const { targets, allowAllTargets } = config ?? {};
  const models = listOf(targets).map((target) => target.model);
  // What comes from another resource may be the very model.
  if (typeof model !== "string" || (allowAllTargets !== undefined && allowAllTargets !== false)) return [];
  if (!Array.isArray(targets) || !models.every((one) => typeof one === "string")) return [];
  if (models.includes(model)) return [];
  const near = nearest(model, models);
  return [
    {
      path: [...path, "target", "model"],
      found: JSON.stringify(model),
      allowed: `${models.map((one) => JSON.stringify(one)).join(", ")}, the targets of ${fullName}`,
      fix: near === undefined ? "list it there first" : `did you mean ${JSON.stringify(near)}?`,
    },
  ];
}

async function unlessFound(
  what: string,
  name: string,
  path: Path,
  look: () => Promise<unknown>,
): Promise<Problem[]> {
  const found = JSON.stringify(name);
  try {
    if ((await look()) !== undefined) return [];
  } catch (error) {
    return [
      { path, found: `${found}, and ${refusalOf(error)}`, allowed: `a ${what} on which you have EXECUTE` },
    ];
  }
  const fix =
    what === "model provider service"
      ? "create it first, or correct the name; where this program creates it, pass the resource itself, which has it come first"
      : "correct the name";
  return [{ path, found, allowed: `a ${what} that exists`, fix }];
}
