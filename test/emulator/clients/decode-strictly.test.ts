import { expect, test } from "vitest";
import { withEmulator } from "../with-emulator";
import { PYTHON_TIMEOUT_MS, runPython } from "./with-python";

test(
  "every answer has the types that the API's description gives it, on which Go's clients insist",
  async (context) => {
    const { emulator } = await withEmulator({ switches: { platformEndpoints: true } });
    const { checked, wrong } = await runPython("decode-strictly.py", emulator, context);
    expect(wrong).toEqual([]);
    expect(checked).toBeGreaterThan(400);
  },
  PYTHON_TIMEOUT_MS,
);
