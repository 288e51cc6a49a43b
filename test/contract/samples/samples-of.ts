import { registeredResources, type ResourceType } from "../../../provider/registered-resources";
import type { Fields } from "../../../provider/schema/plain-object";
import { withAt } from "../../provider/every-input";
import { someValue } from "../other-values";
import { fieldsIn, schemaFields } from "../schema-fields";
import { allSamples } from "./all-samples";
import type { Sample } from "./sample";

/** A sample with its arguments also as they are checked: with defaults, and as the API spells them. */
export interface CheckedSample extends Sample {
  readonly whole: Fields;
}

/**
 * The samples of a resource. A field that none of them sets is given to the first that may have it, where its type alone says
 * what it may be, so that a new one is under contract without further ado.
 */
export function samplesOf(type: ResourceType): readonly CheckedSample[] {
  const { definition, lifecycle } = registeredResources[type];
  const check = (inputs: Fields) => lifecycle.check({}, inputs, "urn:pulumi:dev::contract::type::it");
  const samples = allSamples[type].programs.map((sample) => ({
    ...sample,
    whole: check(sample.inputs).inputs,
  }));
  const set = pathsIn(type, samples);
  for (const { path, schema, facts } of schemaFields(definition.inputs)) {
    const plain = facts.some(({ plaintextOf }) => plaintextOf !== undefined);
    if (plain || set.has(path) || allSamples[type].apart?.[path] !== undefined) continue;
    for (const sample of samples) {
      const place = placeOf(path, sample.inputs);
      const inputs = place && (withAt(sample.inputs, place, someValue(schema)) as Fields);
      if (inputs === undefined || check(inputs).problems.length > 0) continue;
      Object.assign(sample, { inputs, whole: check(inputs).inputs });
      break;
    }
  }
  return samples;
}

/** Paths of all fields that some of the samples set. */
export const pathsIn = (type: ResourceType, samples: readonly CheckedSample[]): ReadonlySet<string> =>
  new Set(
    samples
      .flatMap(({ whole }) => fieldsIn(registeredResources[type].definition.inputs, whole))
      .map(({ path }) => path),
  );

/** Where a field would stand in a value, in the first item of a list; undefined where what it is in is not there. */
function placeOf(path: string, value: unknown): string[] | undefined {
  const place: string[] = [];
  let at: unknown = value;
  for (const part of path.split(".").map((one) => (one === "*" ? "0" : one))) {
    if (at === null || typeof at !== "object") return undefined;
    place.push(part);
    at = (at as Record<string, unknown>)[part];
  }
  return place;
}
