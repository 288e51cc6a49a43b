import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fieldsOf, listOf } from "../../provider/schema/plain-object";
import { repository } from "./consumer";

interface Property {
  readonly $ref?: string;
  readonly type?: string;
  readonly items?: Property;
  readonly oneOf?: readonly Property[];
}

interface Typed {
  readonly properties?: Readonly<Record<string, Property>>;
  readonly required?: readonly string[];
}

/** What is wrong with the resources of a YAML program, by the schema that the plugin gives to the engine. */
export function pluginProblems(program: unknown): string[] {
  const schema = JSON.parse(readFileSync(join(repository, "plugin", "schema.json"), "utf8")) as {
    types: Record<string, Typed>;
    resources: Record<string, { inputProperties: Record<string, Property>; requiredInputs?: string[] }>;
  };

  const inside = (value: unknown, property: Property, at: string): string[] => {
    // An expression stands for whatever it comes to.
    if (typeof value === "string" && value.startsWith("${")) return [];
    if (property.items !== undefined)
      return listOf(value).flatMap((item, index) => inside(item, property.items ?? {}, `${at}[${index}]`));
    // Of what each alternative finds, the fewest: that one was meant.
    const [meant] = (property.oneOf ?? [])
      .map((one) => inside(value, one, at))
      .toSorted((a, b) => a.length - b.length);
    if (meant !== undefined) return meant;
    const type = schema.types[property.$ref?.replace("#/types/", "") ?? ""];
    return type?.properties === undefined ? [] : object(value, type.properties, type.required ?? [], at);
  };

  const object = (
    value: unknown,
    properties: Readonly<Record<string, Property>>,
    required: readonly string[],
    at: string,
  ): string[] => {
    const given = fieldsOf(value);
    return [
      ...required.filter((name) => given[name] === undefined).map((name) => `${at}: ${name} is missing`),
      ...Object.entries(given).flatMap(([name, item]) => {
        const property = properties[name];
        return property === undefined
          ? [`${at}: there is no ${name}`]
          : inside(item, property, `${at}.${name}`);
      }),
    ];
  };

  return Object.entries(fieldsOf(fieldsOf(program)["resources"])).flatMap(([name, resource]) => {
    const { type, properties } = fieldsOf(resource);
    const known = schema.resources[String(type).replace(":", ":index:")];
    if (known === undefined) return [`${name}: there is no type ${String(type)}`];
    return object(properties, known.inputProperties, known.requiredInputs ?? [], name);
  });
}
