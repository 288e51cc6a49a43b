import * as pulumi from "@pulumi/pulumi";
import { fullNameIn } from "../provider/resources/unity-catalog/names";
import { ModelProviderService } from "./model-provider-service";
import { ServingEndpoint } from "./serving-endpoint";

/** Arguments in which resources stand as their names. Nothing is resolved on the way. */
export function withNames(value: unknown): unknown {
  if (ModelProviderService.isInstance(value)) {
    // Of what the program says, so that a preview knows the name of a service that is still to be created.
    return pulumi
      .all([value.parent, value.modelProviderServiceId])
      .apply(([parent, leaf]) => `model-provider-services/${fullNameIn(parent, leaf)}`);
  }
  if (ServingEndpoint.isInstance(value)) return pulumi.interpolate`serving-endpoints/${value.name}`;
  if (Array.isArray(value)) return value.map(withNames);
  if (value === null || typeof value !== "object") return value;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return value;
  return Object.fromEntries(Object.entries(value).map(([field, item]) => [field, withNames(item)]));
}
