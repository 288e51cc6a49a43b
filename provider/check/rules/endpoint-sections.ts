import { endpointLimits } from "../../catalog/endpoint-limits";
import { fieldsOf, listOf, type Fields } from "../../schema/plain-object";
import { isEmpty } from "../../schema/project-inputs";
import type { Problem } from "../../schema/problem";
import { isUnknown } from "../../schema/unknown";
import { entitiesOf } from "./served-entities";

const PRINCIPALS = ["userName", "groupName", "servicePrincipalName"] as const;

/** What the API refuses of tags: a key twice. */
export function tagsRule(inputs: Fields): Problem[] {
  const keys = listOf(inputs["tags"]).map((tag) => fieldsOf(tag)["key"]);
  return keys.flatMap((key, index) =>
    typeof key === "string" && keys.indexOf(key) < index
      ? [
          {
            path: ["tags", index, "key"],
            found: `${JSON.stringify(key)} a second time`,
            allowed: "each key once",
          },
        ]
      : [],
  );
}

/** What the API refuses of a name: the prefix that it keeps for itself. */
export function reservedNameRule({ name }: Fields): Problem[] {
  if (typeof name !== "string" || !name.startsWith("databricks-")) return [];
  return [
    {
      path: ["name"],
      found: JSON.stringify(name),
      allowed: "a name that does not start with databricks-, which is reserved",
      fix: `${JSON.stringify(name.slice("databricks-".length))} would do`,
    },
  ];
}

/** What the API refuses of a gateway: limits without a number or a principal, too many, a table without a place. */
export function aiGatewayRule(inputs: Fields): Problem[] {
  const gateway = fieldsOf(inputs["aiGateway"]);
  const limits = listOf(gateway["rateLimits"]);
  const problems: Problem[] = limits.flatMap((limit, index) => {
    const path = ["aiGateway", "rateLimits", index];
    const { calls, tokens, key, principal } = fieldsOf(limit);
    const found: Problem[] = [];
    if (isUnknown(limit)) return [];
    if (calls === undefined && tokens === undefined) {
      found.push({ path, found: "neither calls nor tokens", allowed: "one of the two, or both" });
    }
    if ((key === "user_group" || key === "service_principal") && principal === undefined) {
      found.push({
        path: [...path, "principal"],
        found: "nothing",
        allowed: `the name that the ${key} limit is for`,
      });
    }
    return found;
  });
  const groups = limits.filter((limit) => fieldsOf(limit)["key"] === "user_group").length;
  const { rateLimits, groupRateLimits } = endpointLimits;
  if (limits.length > rateLimits.documented) {
    problems.push({
      path: ["aiGateway", "rateLimits"],
      found: `${limits.length} limits`,
      allowed: `at most ${rateLimits.documented}`,
    });
  }
  if (groups > groupRateLimits.documented) {
    problems.push({
      path: ["aiGateway", "rateLimits"],
      found: `${groups} limits for groups`,
      allowed: `at most ${groupRateLimits.documented}`,
    });
  }
  const table = fieldsOf(gateway["inferenceTableConfig"]);
  if (table["enabled"] === true) {
    for (const field of ["catalogName", "schemaName"].filter((name) => table[name] === undefined)) {
      problems.push({
        path: ["aiGateway", "inferenceTableConfig", field],
        found: "nothing",
        allowed: "a name, where enabled is true",
      });
    }
  }
  return problems;
}

/** What the API refuses of permissions: not exactly one principal in an entry, or one twice. */
export function accessControlRule(inputs: Fields): Problem[] {
  const seen = new Set<string>();
  return listOf(inputs["accessControlList"]).flatMap((entry, index) => {
    const path = ["accessControlList", index];
    if (isUnknown(entry)) return [];
    const fields = fieldsOf(entry);
    const given = PRINCIPALS.filter((principal) => fields[principal] !== undefined);
    const [principal] = given;
    if (principal === undefined || given.length > 1) {
      return [
        {
          path,
          found: given.length === 0 ? "no principal" : given.join(" and "),
          allowed: `exactly one of ${PRINCIPALS.join(", ")}`,
        },
      ];
    }
    const value = fields[principal];
    if (typeof value !== "string") return [];
    const identity = `${principal} ${value}`;
    const again = seen.has(identity);
    seen.add(identity);
    return again
      ? [
          {
            path: [...path, principal],
            found: `${JSON.stringify(value)} a second time`,
            allowed: "each principal once",
          },
        ]
      : [];
  });
}

/** What a create drops without a word and an update refuses: telemetry of an endpoint that serves nothing. */
export function telemetryRule(inputs: Fields): Problem[] {
  const { config } = inputs;
  const { servedEntities, servedModels } = fieldsOf(config);
  if (inputs["telemetryConfig"] === undefined || isUnknown(config)) return [];
  if (servedEntities !== undefined || servedModels !== undefined) return [];
  return [
    {
      path: ["telemetryConfig"],
      found: "telemetry of an endpoint without a config",
      allowed: "telemetry of endpoints with custom models only",
    },
  ];
}

/** What the API takes, and answers otherwise for ever: each refresh would show it as a change. */
export function telemetryTablesRule(inputs: Fields): Problem[] {
  const telemetry = fieldsOf(inputs["telemetryConfig"]);
  const { tableNames, telemetryProfileId, inferenceTableConfig } = telemetry;
  const { name } = fieldsOf(inferenceTableConfig);
  const { logsTable } = fieldsOf(tableNames);
  const isNamed = telemetryProfileId !== undefined || isUnknown(tableNames) || !isEmpty(tableNames);
  if (!isNamed && !isEmpty(telemetry)) {
    return [
      {
        path: ["telemetryConfig"],
        found: "neither tableNames nor telemetryProfileId",
        allowed: "one of them",
        fix: "the API drops the rest without a word",
      },
    ];
  }
  if (typeof name !== "string" || typeof logsTable !== "string" || name === `${logsTable}_payload`) return [];
  return [
    {
      path: ["telemetryConfig", "inferenceTableConfig", "name"],
      found: JSON.stringify(name),
      allowed: `${JSON.stringify(`${logsTable}_payload`)}, which the API makes of tableNames.logsTable`,
      fix: "leave name out, or name another logsTable",
    },
  ];
}

/** What the API refuses of an endpoint with external models: what only custom models have. */
export function externalOnlyRule(inputs: Fields): Problem[] {
  const { entities } = entitiesOf(fieldsOf(inputs["config"]));
  if (!entities.some((entity) => fieldsOf(entity)["externalModel"] !== undefined)) return [];
  const problems: Problem[] = [];
  if (inputs["telemetryConfig"] !== undefined) {
    problems.push({
      path: ["telemetryConfig"],
      found: "telemetry of an endpoint with external models",
      allowed: "telemetry of endpoints with custom models only",
      fix: "use aiGateway.usageTrackingConfig and aiGateway.inferenceTableConfig",
    });
  }
  if (inputs["routeOptimized"] === true) {
    problems.push({
      path: ["routeOptimized"],
      found: "true on an endpoint with external models",
      allowed: "true on endpoints with custom models only",
    });
  }
  return problems;
}
