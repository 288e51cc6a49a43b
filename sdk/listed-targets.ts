import * as pulumi from "@pulumi/pulumi";
import type { ModelProviderServiceArguments } from "../provider/resources/model-provider-service";
import type { ModelServiceArguments } from "../provider/resources/model-service";
import { listOf } from "../provider/schema/plain-object";
import { nearest } from "../provider/text/nearest";
import type { ServiceFields } from "./service-input";
import { written } from "./written";

/** Which models the provider services of this program serve, as far as it says so itself. */
const targetsOf = new WeakMap<object, { readonly label: string; readonly models: readonly string[] }>();

/** Notes what a provider service of this program serves. */
export function noteTargets(
  service: object,
  label: string,
  args: ServiceFields<ModelProviderServiceArguments>,
): void {
  const { targets, allowAllTargets } = written(args.config) ?? {};
  const listed = written(targets);
  if (listed === undefined || (allowAllTargets !== undefined && allowAllTargets !== false)) return;
  const models = listOf(listed).map((target) => written(target)?.model);
  if (models.every((model) => typeof model === "string")) targetsOf.set(service, { label, models });
}

/**
 * Holds destinations to the targets of the provider services of this program.
 *
 * @throws Error for a model that a provider service does not list, which the API refuses
 */
export function refuseUnlistedTargets(label: string, args: ServiceFields<ModelServiceArguments>): void {
  const { destinations, fallback } = written(written(args.config)?.routing) ?? {};
  const lists = {
    "config.routing.destinations": written(destinations),
    "config.routing.fallback.destinations": written(written(fallback)?.destinations),
  };
  const problems = Object.entries(lists).flatMap(([path, list]) =>
    listOf(list).flatMap((item, index) => {
      const destination = written(item);
      if (typeof destination !== "object" || !("externalModelConfig" in destination)) return [];
      const { modelProviderService, target } = written(destination.externalModelConfig) ?? {};
      const service = targetsOf.get(modelProviderService as object);
      const model = written(target)?.model;
      if (service === undefined || typeof model !== "string" || service.models.includes(model)) return [];
      const near = nearest(model, service.models);
      const known = service.models.map((one) => JSON.stringify(one)).join(", ");
      return [
        `${path}[${index}].externalModelConfig.target.model: found ${JSON.stringify(model)}; allowed: ${known}, the ` +
          `targets of ModelProviderService ${JSON.stringify(service.label)}; ` +
          (near === undefined ? "list it there first" : `did you mean ${JSON.stringify(near)}?`),
      ];
    }),
  );
  if (problems.length > 0) {
    throw new pulumi.RunError(`ModelService ${JSON.stringify(label)}: ${problems.join("\n")}`);
  }
}
