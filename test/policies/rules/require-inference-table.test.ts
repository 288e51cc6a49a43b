import { describe, expect, it } from "vitest";
import { requireInferenceTable as rule } from "../../../policies/rules/require-inference-table";
import { endpoint, endpointTypes, UNKNOWN } from "../baseline";
import { findings, withValue } from "../judge";

const table = "aiGateway.inferenceTableConfig";

describe("require-inference-table", () => {
  it.each(endpointTypes)("reports an endpoint that logs nothing on %s", (type) => {
    const found = [expect.stringContaining(`${table}.enabled: found nothing; write true`)];
    expect(findings(rule, { name: "chat" }, { type })).toEqual(found);
    expect(findings(rule, withValue(endpoint(), `${table}.enabled`, false), { type })).toHaveLength(1);
  });

  it("accepts logging of the older form", () => {
    const older = { config: { autoCaptureConfig: { catalogName: "ops", schemaName: "logs" } } };
    expect(findings(rule, older)).toEqual([]);
    expect(findings(rule, older, { config: { catalogs: ["audit"] } })[0]).toContain(
      "config.autoCaptureConfig.catalogName",
    );
  });

  it("limits where the table lies", () => {
    expect(findings(rule, endpoint(), { config: { catalogs: ["audit"], schemas: ["llm_*"] } })).toEqual([
      `${table}.catalogName: found "ops"; use one of audit`,
    ]);
  });

  it("waits for what is not known yet", () => {
    for (const path of ["aiGateway", table, `${table}.enabled`, `${table}.catalogName`]) {
      expect(findings(rule, withValue(endpoint(), path, UNKNOWN), { config: { catalogs: ["ops"] } })).toEqual(
        [],
      );
    }
  });
});
