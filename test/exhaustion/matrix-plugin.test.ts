import { vi } from "vitest";
import { everyScenario } from "./every-scenario";
import { holdMatrix } from "./hold-matrix";

vi.mock("./lifecycles", async (original) => {
  const { servedByPlugin } = await import("./over-plugin.js");
  return servedByPlugin(await original());
});

// The whole matrix is held without a transport; what the plugin adds are its wire, and failures that cross it. All faults:
// `npm run test:long`.
holdMatrix(everyScenario, 30);
