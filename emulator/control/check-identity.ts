import * as z from "zod";
import type { NewIdentity } from "../workspace/identities";

const text = z.string("a string");
const texts = z.array(text, "a list of strings");
const flag = z.boolean("true or false");
const USER_NAME = "a user name or application id";

const IDENTITY = z.object({
  userName: z.string(USER_NAME).min(1, USER_NAME),
  id: text.regex(/^\d+$/, "digits").optional(),
  kind: z.enum(["User", "ServicePrincipal"], "User or ServicePrincipal").optional(),
  displayName: text.optional(),
  groups: texts.optional(),
  entitlements: texts.optional(),
  externalId: text.optional(),
  admin: flag.optional(),
  active: flag.optional(),
  mayCreateEndpoints: flag.optional(),
  tokens: texts.optional(),
  clientSecret: text.optional(),
  entraTenant: text.optional(),
  federation: z
    .array(
      z.object({ issuer: text, audiences: texts.optional(), subject: text.optional() }),
      "a list of policies",
    )
    .optional(),
});

/**
 * Checks an identity that may have come over HTTP or from a file.
 *
 * @throws TypeError naming the field, what was found and what is allowed. Tokens and secrets are not quoted.
 */
export function checkIdentity(given: unknown): NewIdentity {
  const unknown = Object.keys(given ?? {}).filter((key) => !Object.hasOwn(IDENTITY.shape, key));
  if (unknown.length > 0) {
    throw new TypeError(
      `unknown identity field ${unknown.join(", ")}; allowed: ${Object.keys(IDENTITY.shape).join(", ")}`,
    );
  }
  const parsed = IDENTITY.safeParse(given);
  if (parsed.success) return given as NewIdentity;
  const { path, message } = parsed.error.issues[0]!;
  const name = path.join(".") || "identity";
  const found = path.reduce<unknown>((value, key) => (value as Record<PropertyKey, unknown>)[key], given);
  const shown = /^(tokens|clientSecret)/.test(name) ? "" : ` is ${JSON.stringify(found)}`;
  throw new TypeError(`${name}${shown}; allowed: ${message}`);
}
