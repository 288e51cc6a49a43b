import * as z from "zod";
import { prefixed } from "../../schema/field-facts";

/** One part of a three-part name: what Unity Catalog takes. */
// eslint-disable-next-line no-control-regex
const PART = "[^./\\s\\u0000-\\u001f]{1,255}";

const PLURALS = {
  schemas: { parts: 2, of: "schema", form: "<catalog>.<schema>" },
  secrets: { parts: 3, of: "Unity Catalog secret", form: "<catalog>.<schema>.<secret>" },
  models: { parts: 3, of: "model", form: "<catalog>.<schema>.<model>" },
  "model-provider-services": {
    parts: 3,
    of: "model provider service",
    form: "<catalog>.<schema>.<service>",
  },
  "model-services": { parts: 3, of: "model service", form: "<catalog>.<schema>.<service>" },
  "serving-endpoints": { parts: 1, of: "serving endpoint", form: "<endpoint>" },
  credentials: { parts: 1, of: "service credential", form: "<credential>" },
} as const;

/** The collections that names of resources begin with. */
export type Collection = keyof typeof PLURALS;

/** The name of a resource, such as `secrets/main.ai.openai_key`; its collection may be left away. */
export function resourceName(collection: Collection) {
  const { parts, of, form } = PLURALS[collection];
  const pattern = new RegExp(`^${collection}/${Array(parts).fill(PART).join("\\.")}$`);
  return prefixed(
    `${collection}/`,
    z.string().regex(pattern, { error: `the name of a ${of}, "${form}" or "${collection}/${form}"` }),
  );
}

/** The last part of a securable's name, in its schema. */
export const leafName = () =>
  z.string().regex(new RegExp(`^${PART}$`), {
    error: "1 to 255 characters without dots, slashes and blanks",
  });

/** The name without its collection: `main.ai.openai_key` of `secrets/main.ai.openai_key`. */
export const fullNameOf = (name: string): string => name.slice(name.indexOf("/") + 1);

/** The full name of a securable: its schema's and its own. */
export const fullNameIn = (parent: string, leaf: string): string => `${fullNameOf(parent)}.${leaf}`;
