import { expect, test } from "vitest";
import { withEmulator } from "../with-emulator";
import { PYTHON_TIMEOUT_MS, runPython } from "./with-python";

test(
  "MLflow's deployments client works as the external models page uses it",
  async (context) => {
    const { emulator } = await withEmulator();
    expect(await runPython("mlflow-deployments.py", emulator, context)).toEqual({
      ready: "READY",
      tags: [{ key: "a", value: "b" }],
      listed: ["chat", "tagged"],
      answer: { role: "assistant", content: expect.stringContaining("Hello!") },
      stream: expect.stringContaining("Hello!"),
      version: 2,
      updated: 3,
      patched: { tags: [{ key: "k", value: "v" }] },
      limits: { rate_limits: [{ calls: 10, key: "user", renewal_period: "minute" }] },
      gateway: { usage_tracking_config: { enabled: true } },
      deleted: {},
      missing: [
        [404, "RESOURCE_DOES_NOT_EXIST"],
        [404, "RESOURCE_DOES_NOT_EXIST"],
      ],
    });
  },
  PYTHON_TIMEOUT_MS,
);
