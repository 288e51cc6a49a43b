import * as pulumi from "@pulumi/pulumi";
import { fieldsOf, listOf } from "../provider/schema/plain-object";
import { nearest } from "../provider/text/nearest";

/** Which models the provider services of this program serve, as far as it says so itself. */
const targetsOf = new WeakMap<object, { readonly label: string; readonly models: readonly string[] }>();

/** Notes what a provider service of this program serves. */
export function noteTargets(service: object, label: string, args: object): void {
  const { targets, allowAllTargets } = fieldsOf(fieldsOf(args)["config"]);
  if (!Array.isArray(targets) || (allowAllTargets !== undefined && allowAllTargets !== false)) return;
  const models = targets.map((target) => fieldsOf(target)["model"]);
  if (models.every((model) => typeof model === "string")) targetsOf.set(service, { label, models });
}

/**
 * Holds destinations to the targets of the provider services of this program.
 *
 * @throws Error for a model that a provider service does not list, which the API refuses
 */
export function refuseUnlistedTargets(label: string, args: object): void {
  const { destinations, fallback } = fieldsOf(fieldsOf(fieldsOf(args)["config"])["routing"]);
  const lists = {
    "config.routing.destinations": destinations,
    "config.routing.fallback.destinations": fieldsOf(fallback)["destinations"],
  };
  const problems = Object.entries(lists).flatMap(([path, list]) =>
    listOf(list).flatMap((destination, index) => {
      const { modelProviderService, target } = fieldsOf(fieldsOf(destination)["externalModelConfig"]);
      const service = targetsOf.get(fieldsOf(modelProviderService));
      const { model } = fieldsOf(target);
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
