// Names that Node.js cannot find in a CommonJS module by reading it would fail here, before anything runs.
import { Provider, secretRef, ServingEndpoint } from "pulumi-databricks-serving";
import { ServingEndpoint as served } from "pulumi-databricks-serving/provider";
import {
  requireSupportedModel,
  rules,
  servingPolicies,
  ServingPolicyPack,
} from "pulumi-databricks-serving/policies";
import { startEmulator } from "pulumi-databricks-serving/emulator";
import * as sdk from "pulumi-databricks-serving";
import * as provider from "pulumi-databricks-serving/provider";
import * as policies from "pulumi-databricks-serving/policies";
import * as emulator from "pulumi-databricks-serving/emulator";

const running = await startEmulator();
const answer = await fetch(`${running.url}/api/2.0/serving-endpoints`, {
  headers: { authorization: `Bearer ${running.token}` },
});
await running.close();

const ADDED = new Set(["default", "module.exports", "__esModule"]);
const namesOf = (module) => Object.keys(module).filter((name) => !ADDED.has(name));
console.log(
  JSON.stringify({
    kinds: [Provider, secretRef, ServingEndpoint, servingPolicies, ServingPolicyPack].map(
      (value) => typeof value,
    ),
    check: typeof served.check,
    reference: secretRef("scope", "key"),
    rule: rules.includes(requireSupportedModel),
    status: answer.status,
    named: {
      ".": namesOf(sdk),
      "./provider": namesOf(provider),
      "./policies": namesOf(policies),
      "./emulator": namesOf(emulator),
    },
  }),
);
