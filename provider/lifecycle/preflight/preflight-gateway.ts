import type { EndpointGatewayInputs } from "../../resources/endpoint-gateway";
import type { Problem } from "../../schema/problem";
import { nearest } from "../../text/nearest";
import type { Operation } from "../operation";
import type { Preflight } from "./preflight";
import type { SharedHere } from "../resource-lifecycle";
import { NoEndpointToGovern } from "../endpoint-gateway/find-endpoint";

/** What of governing an endpoint would fail later, as far as the workspace shows now: no endpoint, a missing right. */
export async function preflightGateway(
  { endpoint }: EndpointGatewayInputs,
  { workspace }: Operation,
  preflight: Preflight,
  sharedHere: SharedHere,
): Promise<Problem[]> {
  if (sharedHere !== false || typeof endpoint !== "string") return [];
  const seen = await preflight.endpoint(endpoint);
  if (seen === undefined) {
    // Who may not list endpoints still gets the error that counts.
    const visible = await workspace.servingEndpoints.list().catch(() => []);
    const near = nearest(
      endpoint,
      visible.map(({ name }) => name),
    );
    const { message } = new NoEndpointToGovern(endpoint, workspace.host);
    return [
      {
        path: ["endpoint"],
        found: JSON.stringify(endpoint),
        allowed: "an endpoint that exists",
        fix: near === undefined ? message : `${message} Did you mean ${JSON.stringify(near)}?`,
      },
    ];
  }
  const { permissionLevel } = seen.outputs;
  if (permissionLevel === undefined || permissionLevel === "CAN_MANAGE") return [];
  return [
    {
      path: ["endpoint"],
      found: `the right ${permissionLevel} on endpoint ${JSON.stringify(endpoint)}`,
      allowed: "CAN_MANAGE, which its gateway and permissions need",
      fix: "have its owner grant it",
    },
  ];
}
