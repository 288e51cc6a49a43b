import * as z from "zod";
import { parseJson } from "../http/parse-json";
import { createEndpoint } from "../serving/messages";
import { CATALOG_SEED, type CatalogSeed } from "../unity-catalog/catalog-seed";
import type { NewIdentity } from "../workspace/identities";
import { checkIdentity } from "./check-identity";

/** What a workspace holds from the start. */
export interface EmulatorSeed {
  /**
   * Secrets by scope and key: the value, or where it is found, `env:NAME` for an environment variable and `file:PATH` for
   * a file (without the line break at its end).
   */
  secrets?: Record<string, Record<string, string>>;
  groups?: string[];
  /** Users, and service principals where the name has no `@`. */
  users?: NewIdentity[];
  servicePrincipals?: NewIdentity[];
  /** Endpoints, as the body of `POST /api/2.0/serving-endpoints` describes them; the admin makes them. */
  endpoints?: (Record<string, unknown> & { name: string })[];
  /** Schemas, secrets, provider services, model services and grants of Unity Catalog. */
  unityCatalog?: CatalogSeed;
}

const texts = z.array(z.string("a string"), "a list of names");

const SEED = z.object({
  secrets: z
    .record(z.string(), z.record(z.string(), z.string("a string"), "secrets by key"), "secrets by scope")
    .optional(),
  groups: texts.optional(),
  users: z.array(z.unknown(), "a list").optional(),
  servicePrincipals: z.array(z.unknown(), "a list").optional(),
  endpoints: z.array(createEndpoint.loose(), "a list").optional(),
  unityCatalog: CATALOG_SEED.optional(),
});

/**
 * Checks a seed that may have come from a file.
 *
 * @throws TypeError naming the field and what is allowed. Values are not quoted, as they may be secrets.
 */
export function checkSeed(given: unknown): EmulatorSeed {
  const unknown = Object.keys(given ?? {}).filter((key) => !Object.hasOwn(SEED.shape, key));
  if (unknown.length > 0) {
    throw new TypeError(
      `unknown seed field ${unknown.join(", ")}; allowed: ${Object.keys(SEED.shape).join(", ")}`,
    );
  }
  const parsed = SEED.safeParse(given);
  if (!parsed.success) {
    const { path, message } = parsed.error.issues[0]!;
    throw new TypeError(`seed${path.map((part) => `.${String(part)}`).join("")}; allowed: ${message}`);
  }
  const seed = given as EmulatorSeed;
  for (const identity of [...(seed.users ?? []), ...(seed.servicePrincipals ?? [])]) checkIdentity(identity);
  return seed;
}

/**
 * Reads a seed from the text of a file.
 *
 * @throws TypeError when it is none.
 */
export function parseSeed(text: string): EmulatorSeed {
  let content: unknown;
  try {
    content = parseJson(text);
  } catch {
    // Without the parser's message, which quotes a text that may hold secrets.
    throw new TypeError("a seed is JSON, and this is none");
  }
  return checkSeed(content);
}
