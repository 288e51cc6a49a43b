import { expect, test } from "vitest";
import { defaultServicePrincipal } from "../../../emulator/index";
import { withEmulator } from "../with-emulator";
import { PYTHON_TIMEOUT_MS, runPython } from "./with-python";

const MISSING = ["ResourceDoesNotExist", "RESOURCE_DOES_NOT_EXIST"];

test(
  "the official Python SDK works on endpoints, secrets, permissions and the directory as published",
  async (context) => {
    const { emulator } = await withEmulator({
      switches: { platformEndpoints: true, entityOrder: "as-sent" },
    });
    const seen = await runPython("control-plane.py", emulator, context);
    expect(seen).toEqual({
      me: "admin@emulator.example",
      workspace_id: emulator.workspaceId,
      users: ["admin@emulator.example", ...[0, 1, 2].map((i) => `user-${i}@example.com`)],
      filtered: ["user-1@example.com"],
      groups: ["admins", "red", "users"],
      members: [],
      group_gone: ["NotFound", "SCIM_404"],
      principals: 2,
      secrets: ["a", "b"],
      secret: ["one", "dHdv"],
      acls: { "admin@emulator.example": "MANAGE", users: "READ" },
      acl: "READ",
      secret_errors: [["ResourceAlreadyExists", "RESOURCE_ALREADY_EXISTS"], MISSING, MISSING],
      scopes: ["llm"],
      made: ["READY", "NOT_UPDATING", "gpt"],
      again: ["ResourceAlreadyExists", "RESOURCE_ALREADY_EXISTS"],
      answer: expect.stringContaining("hello"),
      openapi: "3.1.0",
      metrics: true,
      logs: [true, true],
      tags: { tags: [{ key: "env", value: "dev" }] },
      gateway: {
        rate_limits: [{ calls: 100, key: "endpoint", renewal_period: "minute" }],
        usage_tracking_config: { enabled: true },
      },
      limits: { rate_limits: [{ calls: 10, key: "endpoint", renewal_period: "minute" }] },
      notified: { name: "chat", email_notifications: { on_update_failure: ["ann@example.com"] } },
      updated: [
        2,
        {
          routes: [
            { served_entity_name: "gpt", served_model_name: "gpt", traffic_percentage: 60 },
            { served_entity_name: "ada", served_model_name: "ada", traffic_percentage: 40 },
          ],
        },
      ],
      levels: ["CAN_VIEW", "CAN_QUERY", "CAN_MANAGE"],
      permissions: { users: ["CAN_VIEW"], "user-1@example.com": ["CAN_QUERY"], admins: ["CAN_MANAGE"] },
      generic: "serving-endpoint",
      throughput: 100,
      custom: [{}, "main.ml.fraud"],
      predictions: 2,
      platform: 2,
      listed: ["chat", "fraud", "pt"],
      errors: [
        MISSING,
        MISSING,
        ["InvalidParameterValue", "INVALID_PARAMETER_VALUE"],
        ["PermissionDenied", "PERMISSION_DENIED"],
        ["NotFound", "ENDPOINT_NOT_FOUND"],
        MISSING,
      ],
      connected: [["itself"], "admin@emulator.example"],
      files: [
        ["/Users/admin@emulator.example/demo/a.bin"],
        true,
        ["ResourceAlreadyExists", "RESOURCE_ALREADY_EXISTS"],
        MISSING,
      ],
      token: ["admin@emulator.example", ["ci"]],
      m2m: defaultServicePrincipal.clientId,
      refused: ["PermissionDenied", "PERMISSION_DENIED"],
      "data plane": 1,
      basic: "admin@emulator.example",
      wrong: ["PermissionDenied", expect.anything()],
    });
  },
  PYTHON_TIMEOUT_MS,
);
