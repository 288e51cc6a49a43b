import { test } from "vitest";
import { deployProviderExample } from "./deploy-provider-example";

// All nine run in `npm run test:long`; in-process, against the emulator, all run in test/cli/init.test.ts.
test.each(["azure-openai", "amazon-bedrock", "custom"])(
  "the example of %s deploys with the real engine, and answers",
  deployProviderExample,
  180_000,
);
