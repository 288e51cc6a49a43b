import { vi } from "vitest";
import { everyScenario } from "../exhaustion/every-scenario";
import { holdMatrix } from "../exhaustion/hold-matrix";

vi.mock("../exhaustion/lifecycles", async (original) => {
  const { servedByPlugin } = await import("../exhaustion/over-plugin.js");
  return servedByPlugin(await original());
});

holdMatrix(everyScenario);
