import * as z from "zod";
import { describe, expect, it } from "vitest";
import { Secret } from "../../provider/pulumi/plugin/property-struct";
import { translateNames } from "../../provider/pulumi/plugin/untranslated-names";
import { registeredResources, type ResourceType } from "../../provider/registered-resources";
import { isPlainObject, type Fields } from "../../provider/schema/plain-object";
import { fieldSchema, unwrap } from "../../provider/schema/schema-walk";
import { wireName } from "../../provider/schema/wire-name";
import { samplesOf } from "../contract/samples/samples-of";

/** Dictionaries as Pulumi's Python SDK sends them: with its own names in a union, and in all that is below one. */
function asPythonSends(schema: z.core.$ZodType | undefined, value: unknown, inUnion = false): unknown {
  if (schema === undefined) return value;
  if (Array.isArray(value))
    return value.map((item, index) => asPythonSends(fieldSchema(schema, value, index), item, inUnion));
  if (!isPlainObject(value)) return value;
  const inner = unwrap(schema);
  const here = inUnion || inner instanceof z.ZodDiscriminatedUnion;
  return Object.fromEntries(
    Object.entries(value).map(([field, item]) => [
      here && !(inner instanceof z.ZodRecord) ? wireName(field) : field,
      asPythonSends(fieldSchema(schema, value, field), item, here),
    ]),
  );
}

const types = Object.keys(registeredResources) as ResourceType[];
const { inputs: schema } = registeredResources.ServingEndpoint.definition;

const withModel = (externalModel: unknown): Fields => ({
  config: { servedEntities: [{ name: "gpt", externalModel }] },
});

describe("names that the Python SDK leaves in snake case", () => {
  it.each(types)("are those of the arguments of %s", (type) => {
    const { inputs } = registeredResources[type].definition;
    for (const sample of samplesOf(type)) {
      expect(translateNames(inputs, asPythonSends(inputs, sample.inputs) as Fields)).toEqual(sample.inputs);
      expect(translateNames(inputs, sample.inputs)).toEqual(sample.inputs);
    }
  });

  it("are found below a shorter name of the provider, and in what is secret", () => {
    const sent = {
      config: new Secret({ provider_type: "OPENAI", openai: { direct: { api_key: { plaintext: "it" } } } }),
    };
    expect(translateNames(registeredResources.ModelProviderService.definition.inputs, sent)).toEqual({
      config: new Secret({ providerType: "OPENAI", openai: { direct: { apiKey: { plaintext: "it" } } } }),
    });
  });

  it("are none where the SDK translates, so that a program in YAML has one name for one thing", () => {
    const sent = { config: { served_entities: [] }, route_optimized: true };
    expect(translateNames(schema, sent)).toEqual(sent);
  });

  it("stay as they are where they are nobody's, or the field is there too", () => {
    for (const sent of [
      withModel({ provider: "openai", openai_konfig: {} }),
      withModel({ provider: "openai", openai_config: {}, openaiConfig: {} }),
      withModel({ provider: "nobody", __proto__: 1, constructor: 2 }),
    ])
      expect(translateNames(schema, sent)).toEqual(sent);
  });
});
