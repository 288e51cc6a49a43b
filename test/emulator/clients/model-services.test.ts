import { expect, test } from "vitest";
import { withEmulator } from "../with-emulator";
import { PYTHON_TIMEOUT_MS, runPython } from "./with-python";

test(
  "the official Python SDK works on secrets, provider services, model services and grants as published",
  async (context) => {
    const { emulator } = await withEmulator();
    const seen = await runPython("model-services.py", emulator, context);
    const config = {
      provider_type: "EXTERNAL_MODEL_PROVIDER_TYPE_OPENAI",
      openai: { direct: { api_key: { secret_reference: { name: "secrets/main.ai.openai_key" } } } },
      targets: [{ model: "gpt-5.4", native_api_types: ["openai/v1/chat/completions"] }],
    };
    const destination = {
      name: "gpt",
      destination_type: "DESTINATION_TYPE_EXTERNAL_FOUNDATION_MODEL",
      external_model_config: {
        model_provider_service: "model-provider-services/main.ai.openai",
        target: { model: "gpt-5.4" },
      },
    };
    const limit = {
      key: "RATE_LIMIT_KEY_USER_DEFAULT",
      renewal_period: "RATE_LIMIT_RENEWAL_PERIOD_MINUTE",
      requests: 0,
    };
    expect(seen).toEqual({
      secret: ["main.ai.openai_key", null, null, "ours"],
      value: "sk-secret",
      rotated: "sk-2",
      secrets: ["main.ai.openai_key"],
      provider: ["model-provider-services/main.ai.openai", "admin@emulator.example", config],
      service: [
        "model-services/main.ai.chat",
        ["mlflow/v1/chat/completions", "openai/v1/chat/completions"],
        true,
      ],
      updated: ["limited", { routing: { destinations: [destination] }, rate_limits: [limit] }],
      stale: ["Aborted", "ABORTED", expect.stringContaining("was changed since it was read")],
      listed: ["chat", "more0", "more1", "more2"].map((id) => [`model-services/main.ai.${id}`, true]),
      providers: ["model-provider-services/main.ai.openai"],
      grants: { privilege_assignments: [{ principal: "account users", privileges: ["EXECUTE"] }] },
      effective: {
        privilege_assignments: [
          {
            principal: "account users",
            privileges: [
              { privilege: "EXECUTE" },
              { privilege: "USE_CATALOG", inherited_from_type: "CATALOG", inherited_from_name: "main" },
            ],
          },
        ],
      },
      missing: ["NotFound", "NOT_FOUND", "Model service 'main.ai.none' does not exist."],
      deleted: ["NotFound", "NOT_FOUND", "Model service 'main.ai.chat' does not exist."],
      broken: true,
      catalogs: [
        ["main", "MANAGED_CATALOG"],
        ["system", "SYSTEM_CATALOG"],
      ],
      schemas: ["main.ai", "main.default"],
    });
    expect(JSON.stringify(emulator.journal.entries())).not.toMatch(/sk-secret|sk-2/);
  },
  PYTHON_TIMEOUT_MS,
);
