import { LIMIT_KEYS } from "../../resources/unity-catalog/rate-limits";
import { fieldsOf, listOf, type Fields } from "../../schema/plain-object";
import type { Problem } from "../../schema/problem";

/** What the API refuses of limits: a principal that is missing, or one where none belongs. */
export function limitPrincipalsRule(inputs: Fields): Problem[] {
  return listOf(fieldsOf(inputs["config"])["rateLimits"]).flatMap((limit, index): Problem[] => {
    const { key, principal } = fieldsOf(limit);
    if (typeof key !== "string" || !Object.hasOwn(LIMIT_KEYS, key)) return [];
    const { principal: needed } = LIMIT_KEYS[key as keyof typeof LIMIT_KEYS];
    const path = ["config", "rateLimits", index, "principal"];
    const short = key.slice("RATE_LIMIT_KEY_".length);
    if (needed && principal === undefined) {
      return [{ path, found: "nothing", allowed: `the name that a limit for ${short} is for` }];
    }
    if (!needed && principal !== undefined) {
      return [
        {
          path,
          found: "a principal",
          allowed: `none with ${short}, which counts for ${short === "SERVICE" ? "all calls together" : "each user"}`,
          fix: "leave it out, or set key to USER, USER_GROUP or SERVICE_PRINCIPAL",
        },
      ];
    }
    return [];
  });
}
