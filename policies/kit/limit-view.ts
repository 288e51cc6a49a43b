import { fieldsOf, listOf, type Fields } from "../../provider/schema/plain-object";
import type { Path } from "../../provider/schema/problem";
import { isUnknown } from "../../provider/schema/unknown";
import type { ResourceView } from "./resource-view";

/** Whom a limit counts for: the whole endpoint or service, each user, or one user, group or service principal. */
export type LimitKey = "endpoint" | "user" | "one_user" | "user_group" | "service_principal";

/** A rate limit of either generation. */
export interface LimitView {
  path: Path;
  /** Missing while not known, as are the next three. */
  key?: LimitKey;
  principal?: string;
  /** Calls in a minute; of a limit by the hour, the sixtieth part. */
  calls?: number;
  /** Tokens in a minute, likewise. */
  tokens?: number;
  /** Where the calls stand: `calls` of an endpoint, `requests` of a service. */
  callsPath: Path;
  /** Whether something about it is not known. */
  unsure: boolean;
}

/** How the newer generation spells what a limit counts for, without its prefix. */
const keys: Readonly<Record<string, LimitKey>> = {
  endpoint: "endpoint",
  service: "endpoint",
  user: "user",
  user_default: "user",
  user_group: "user_group",
  service_principal: "service_principal",
};

/** The limits of an endpoint, those of the older form included, or of a service; `undefined` while not known. */
export function limitsOf({ role, fields }: ResourceView): LimitView[] | undefined {
  const isService = role === "provider-service" || role === "model-service";
  const holder = isService ? fields["config"] : fields["aiGateway"];
  const lists: [unknown, Path][] = isService
    ? [[fieldsOf(holder)["rateLimits"], ["config", "rateLimits"]]]
    : [
        [fieldsOf(holder)["rateLimits"], ["aiGateway", "rateLimits"]],
        [fields["rateLimits"], ["rateLimits"]],
      ];
  if (isUnknown(holder) || lists.some(([list]) => isUnknown(list))) return undefined;
  return lists.flatMap(([list, path]) =>
    listOf(list).map((limit, index) => limitAt([...path, index], limit, isService)),
  );
}

/** Where the limits of a resource stand. */
export function limitsPath({ role }: ResourceView): Path {
  return role === "provider-service" || role === "model-service"
    ? ["config", "rateLimits"]
    : ["aiGateway", "rateLimits"];
}

function limitAt(path: Path, limit: unknown, isService: boolean): LimitView {
  const fields = fieldsOf(limit);
  const callsField = isService ? "requests" : "calls";
  const hourly = String(fields["renewalPeriod"]).endsWith("HOUR");
  const perMinute = (field: string): number | undefined => {
    const value = fields[field];
    return typeof value === "number" ? (hourly ? value / 60 : value) : undefined;
  };
  const key = keyOf(fields, isService);
  const calls = perMinute(callsField);
  const tokens = perMinute("tokens");
  return {
    path,
    callsPath: [...path, callsField],
    unsure: isUnknown(limit) || Object.values(fields).some(isUnknown),
    ...(key === undefined ? {} : { key }),
    ...(typeof fields["principal"] === "string" ? { principal: fields["principal"] } : {}),
    ...(calls === undefined ? {} : { calls }),
    ...(tokens === undefined ? {} : { tokens }),
  };
}

function keyOf({ key, principal }: Fields, isService: boolean): LimitKey | undefined {
  if (key === undefined) return "endpoint";
  if (typeof key !== "string" || isUnknown(key)) return undefined;
  const word = key.replace(/^RATE_LIMIT_KEY_/, "").toLowerCase();
  if (isService && word === "user" && principal !== undefined) return "one_user";
  return Object.hasOwn(keys, word) ? keys[word] : undefined;
}
