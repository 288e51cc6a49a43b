import { describe, expect, it } from "vitest";
import { requirePermissions as rule } from "../../../policies/rules/require-permissions";
import {
  accessControlList,
  BRIDGED_MODEL_SERVICE,
  endpoint,
  MODEL_PROVIDER_SERVICE,
  MODEL_SERVICE,
  MODEL_SERVING,
  modelService,
  providerService,
  SERVING_ENDPOINT,
  UNKNOWN,
} from "../baseline";
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

describe("require-permissions on model services", () => {
  const service = (grants?: unknown, type: string = MODEL_SERVICE) => ({
    type,
    name: "chat",
    props: { ...modelService(), ...(grants === undefined ? {} : { grants }) },
  });
  const execute = [{ principal: "llm-callers", privileges: ["EXECUTE"] }];
  const bridgedGrants = (
    props: Record<string, unknown>,
    from?: Record<string, string>,
    type = "grants:Grants",
  ) => ({
    type: `databricks:index/${type}`,
    name: "grants",
    props,
    ...(from === undefined ? {} : { from }),
  });

  it("reports services that state none, and says how to for each kind", () => {
    expect(stackFindings(rule, [service()])).toEqual([
      'chat: grants: found no permissions; add grants: [{ principal: "…", privileges: ["EXECUTE"] }]',
    ]);
    expect(stackFindings(rule, [service(undefined, BRIDGED_MODEL_SERVICE)])).toEqual([
      "chat: found no permissions; add a databricks.Grants with this service's modelService",
    ]);
  });

  it("accepts a service's own, and those of Grants and Grant on it or on its schema", () => {
    expect(stackFindings(rule, [service(execute)])).toEqual([]);
    expect(stackFindings(rule, [service([])])).toEqual([]);
    const theirs = service(undefined, BRIDGED_MODEL_SERVICE);
    for (const grants of [
      bridgedGrants({ modelService: "main.ai.chat", grants: execute }),
      bridgedGrants({ modelService: UNKNOWN, grants: execute }, { modelService: "chat" }),
      bridgedGrants({ schema: "main.ai", grants: execute }),
      bridgedGrants({ modelService: "main.ai.chat", ...execute[0] }, undefined, "grant:Grant"),
    ]) {
      expect(stackFindings(rule, [theirs, grants])).toEqual([]);
    }
    expect(
      stackFindings(rule, [theirs, bridgedGrants({ modelService: "main.ai.other", grants: execute })]),
    ).toHaveLength(1);
  });

  it("judges privileges as levels, and names them as they are written", () => {
    const config = { required: [{ principal: "llm-callers", level: "CAN_MANAGE" }] };
    expect(stackFindings(rule, [service(execute)], config)).toEqual([
      'chat: grants: found no MANAGE for "llm-callers"; add it',
    ]);
    const everybody = [{ principal: "account users", privileges: ["EXECUTE", "ALL_PRIVILEGES"] }];
    expect(stackFindings(rule, [service(everybody)])).toEqual([
      'chat: grants[0]: found ALL_PRIVILEGES for "account users"; give a lower level, or give it to fewer',
    ]);
  });

  it("asks no grants of a provider service, and refuses those that nobody should have", () => {
    const provider = (grants?: unknown) => ({
      type: MODEL_PROVIDER_SERVICE,
      name: "openai",
      props: { ...providerService(), ...(grants === undefined ? {} : { grants }) },
    });
    expect(stackFindings(rule, [provider()])).toEqual([]);
    expect(stackFindings(rule, [provider([{ principal: "users", privileges: ["MANAGE"] }])])).toHaveLength(1);
  });

  it("waits for grants that are not known yet", () => {
    const config = { required: [{ principal: "llm-callers", level: "CAN_MANAGE" }] };
    for (const list of [UNKNOWN, [UNKNOWN], [{ principal: UNKNOWN, privileges: ["MANAGE"] }]])
      expect(stackFindings(rule, [service(list)], config)).toEqual([]);
  });
});
