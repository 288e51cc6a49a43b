import { test } from "vitest";
import { exampleProviders } from "../../cli/init/find-example";
import { deployProviderExample } from "../e2e/docs/deploy-provider-example";

test.each(exampleProviders())(
  "the example of %s deploys with the real engine, and answers",
  deployProviderExample,
);
