import { endpointGateway, type EndpointGatewayInputs } from "../resources/endpoint-gateway";
import { withoutUnset, type Fields } from "../schema/plain-object";
import { distinct, type Problem } from "../schema/problem";
import { validate } from "../schema/validate";
import { checked, type Checked } from "./checked";
import { accessControlRule, aiGatewayRule } from "./rules/endpoint-sections";

/** Checks the inputs of an endpoint's gateway, without the network; everything that is wrong is said at once. */
export function checkEndpointGateway(news: Fields): Checked<EndpointGatewayInputs> {
  const inputs = withoutUnset(news);
  const problems = distinct([
    ...aiGatewayRule(inputs),
    ...accessControlRule(inputs),
    ...validate(endpointGateway.inputs, inputs),
    ...nothingGoverned(inputs),
  ]);
  return checked(news, problems, () => inputs);
}

function nothingGoverned({ aiGateway, accessControlList }: Fields): Problem[] {
  if (aiGateway !== undefined || accessControlList !== undefined) return [];
  return [
    {
      path: [],
      found: "neither aiGateway nor accessControlList",
      allowed: "one of the two, or both",
      fix: "say what of the endpoint is to be governed",
    },
  ];
}
