import { describe, expect, test } from "vitest";
import type { Fields } from "../../provider/schema/plain-object";
import { claude, fraud, gpt, serving, split } from "../lifecycle/programs";
import { check, problemsOf } from "./checked-programs";

describe("each mistake beside the models is told by path, found, allowed and likely fix", () => {
  test.each<[string, Fields, string[]]>([
    [
      "a reserved name",
      { name: "databricks-x" },
      [
        'name: found "databricks-x"; allowed: a name that does not start with databricks-, which is reserved; "x" would do',
      ],
    ],
    [
      "a description that is too long",
      { description: "x".repeat(1001) },
      ["description: found a text of 1001 characters; allowed: at most 1000 characters"],
    ],
    [
      "a duration that is none",
      { timeouts: { create: "20 min" } },
      ['timeouts.create: found "20 min"; allowed: a duration such as "90s", "20m" or "1h30m"'],
    ],
    [
      "a limit without amount and principal",
      { aiGateway: { rateLimits: [{ key: "user_group", renewalPeriod: "minute" }] } },
      [
        "aiGateway.rateLimits[0]: found neither calls nor tokens; allowed: one of the two, or both",
        "aiGateway.rateLimits[0].principal: found nothing; allowed: the name that the user_group limit is for",
      ],
    ],
    [
      "an inference table without a place",
      { aiGateway: { inferenceTableConfig: { enabled: true, catalogName: "main" } } },
      ["aiGateway.inferenceTableConfig.schemaName: found nothing; allowed: a name, where enabled is true"],
    ],
    [
      "a grant to two principals",
      { accessControlList: [{ userName: "a", groupName: "b", permissionLevel: "CAN_VIEW" }] },
      [
        "accessControlList[0]: found userName and groupName; allowed: exactly one of userName, groupName, servicePrincipalName",
      ],
    ],
    [
      "telemetry of external models",
      { ...serving(gpt()), telemetryConfig: {} },
      [
        "telemetryConfig: found telemetry of an endpoint with external models; allowed: telemetry of endpoints with custom models only; use aiGateway.usageTrackingConfig and aiGateway.inferenceTableConfig",
      ],
    ],
    [
      "telemetry of an endpoint that serves nothing",
      { telemetryConfig: {} },
      [
        "telemetryConfig: found telemetry of an endpoint without a config; allowed: telemetry of endpoints with custom models only",
      ],
    ],
    [
      "another table of requests than the API makes of the logs table",
      {
        ...serving(fraud()),
        telemetryConfig: {
          tableNames: { logsTable: "main.logs.fraud" },
          inferenceTableConfig: { name: "main.logs.requests" },
        },
      },
      [
        'telemetryConfig.inferenceTableConfig.name: found "main.logs.requests"; allowed: "main.logs.fraud_payload", which the API makes of tableNames.logsTable; leave name out, or name another logsTable',
      ],
    ],
    [
      "telemetry that names neither tables nor a profile, which the API drops without a word",
      { ...serving(fraud()), telemetryConfig: { inferenceTableConfig: { samplingFraction: 0.5 } } },
      [
        "telemetryConfig: found neither tableNames nor telemetryProfileId; allowed: one of them; the API drops the rest without a word",
      ],
    ],
    [
      "a variable that is no text",
      serving(fraud({ environmentVars: { PORT: 8080 } })),
      [
        "config.servedEntities[0].environmentVars.PORT: found a number that is not shown; allowed: a text; write it in quotes",
      ],
    ],
    [
      "true in quotes",
      { adopt: "true" },
      ['adopt: found "true"; allowed: true or false; write true without quotes'],
    ],
    [
      "one field under both its names",
      { emailNotifications: { onUpdateSuccess: ["a@x.com"], onUpdateSuccesses: ["b@x.com"] } },
      [
        "emailNotifications.onUpdateSuccesses: found both onUpdateSuccess and onUpdateSuccesses, with different values; allowed: one of the two: they mean the same; keep onUpdateSuccess",
      ],
    ],
    [
      "too many entities",
      split(
        ...Array.from({ length: 16 }, (_, index): [Fields, number] => [
          gpt(`g${index}`),
          index === 0 ? 100 : 0,
        ]),
      ),
      ["config.servedEntities: found 16 entities; allowed: at most 15"],
    ],
  ])("%s", (_, news, expected) => {
    expect(problemsOf(news)).toEqual(expected);
  });

  test("all of them at once, each place once, and the inputs as they were", () => {
    const news = {
      name: "a b",
      ...split([gpt(), 60], [claude("gpt"), 30]),
      tags: [{ key: "a" }, { key: "a" }],
      timeouts: { update: "soon" },
    };
    const { inputs, problems } = check(news);
    const paths = problems.map(({ path }) => path.join("."));
    expect([...paths].sort()).toEqual(
      [
        "config.servedEntities.1.name",
        "config.trafficConfig.routes",
        "config.trafficConfig.routes.1.servedModelName",
        "name",
        "tags.1.key",
        "timeouts.update",
      ].filter((path) => paths.includes(path)),
    );
    expect(new Set(paths).size).toBe(paths.length);
    expect(paths.length).toBeGreaterThanOrEqual(5);
    expect(inputs).toEqual(news);
  });
});
