import { describe, expect, it } from "vitest";
import { requirePermissions as rule } from "../../../policies/rules/require-permissions";
import { accessControlList, endpoint, MODEL_SERVING, SERVING_ENDPOINT, UNKNOWN } from "../baseline";
import { stackFindings } from "../judge";

const own = (list?: unknown) => ({
  type: SERVING_ENDPOINT,
  name: "chat",
  props: { ...endpoint(), ...(list === undefined ? {} : { accessControlList: list }) },
});
const theirs = { type: MODEL_SERVING, name: "chat", props: { ...endpoint(), servingEndpointId: UNKNOWN } };
const permissions = (props: Record<string, unknown>, from?: Record<string, string>) => ({
  type: "databricks:index/permissions:Permissions",
  name: "perms",
  props,
  ...(from === undefined ? {} : { from }),
});

describe("require-permissions", () => {
  it("reports endpoints that state none, and says how to for each kind", () => {
    expect(stackFindings(rule, [own()])).toEqual([
      expect.stringContaining("chat: accessControlList: found no permissions; add accessControlList"),
    ]);
    expect(stackFindings(rule, [theirs])).toEqual([
      expect.stringContaining("found no permissions; add a databricks.Permissions"),
    ]);
  });

  it("accepts permissions of the endpoint's own, an empty list included", () => {
    expect(stackFindings(rule, [own(accessControlList())])).toEqual([]);
    expect(stackFindings(rule, [own([])])).toEqual([]);
  });

  it("finds the Permissions that refer to an endpoint, by dependency or by id", () => {
    const list = [{ groupName: "llm-callers", permissionLevel: "CAN_QUERY" }];
    expect(
      stackFindings(rule, [
        theirs,
        permissions({ servingEndpointId: UNKNOWN, accessControls: list }, { servingEndpointId: "chat" }),
      ]),
    ).toEqual([]);
    const known = { ...theirs, props: { ...endpoint(), servingEndpointId: "88fd3f75" } };
    expect(
      stackFindings(rule, [known, permissions({ servingEndpointId: "88fd3f75", accessControls: list })]),
    ).toEqual([]);
    expect(
      stackFindings(rule, [known, permissions({ servingEndpointId: "other", accessControls: list })]),
    ).toHaveLength(1);
  });

  it("reports required permissions that are not given, and forbidden ones that are", () => {
    const config = { required: [{ principal: "llm-*", level: "CAN_MANAGE" }] };
    expect(stackFindings(rule, [own(accessControlList())], config)).toEqual([
      expect.stringContaining('found no CAN_MANAGE for "llm-*"; add it'),
    ]);
    const everybody = [{ groupName: "users", permissionLevel: "CAN_MANAGE" }];
    expect(stackFindings(rule, [own(everybody)])).toEqual([
      'chat: accessControlList[0]: found CAN_MANAGE for "users"; give a lower level, or give it to fewer',
    ]);
  });

  it("waits for permissions that are not known yet", () => {
    const config = { required: [{ principal: "llm-callers", level: "CAN_MANAGE" }] };
    for (const list of [UNKNOWN, [UNKNOWN], [{ groupName: UNKNOWN, permissionLevel: "CAN_MANAGE" }]]) {
      expect(stackFindings(rule, [own(list)], config)).toEqual([]);
    }
  });
});
