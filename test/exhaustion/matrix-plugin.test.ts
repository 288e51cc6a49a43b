import { vi } from "vitest";
import { endpointScenarios } from "./endpoint-scenarios";
import { holdMatrix } from "./hold-matrix";
import type * as Direct from "./lifecycles";

// The whole matrix is held without a transport; what the plugin adds are its wire, and failures that cross it.
vi.mock("./lifecycles", async (original) => {
  const { lifecycles } = await original<typeof Direct>();
  const { overPlugin } = await import("./over-plugin.js");
  return { lifecycles: overPlugin(lifecycles) };
});

holdMatrix(endpointScenarios, 10);
