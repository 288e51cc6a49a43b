import type { SeenEndpoint } from "../../client/serving-endpoints/serving-endpoints-client";
import type { Operation } from "../operation";

/** There is no endpoint whose gateway could be set. */
export class NoEndpointToGovern extends Error {
  override readonly name = "NoEndpointToGovern";

  constructor(endpoint: string, host: string) {
    super(
      `There is no endpoint ${JSON.stringify(endpoint)} on ${host}. An EndpointGateway governs one that somebody else owns: ` +
        "correct the name, or create the endpoint first.",
    );
  }
}

/**
 * The endpoint as it is now.
 *
 * @throws NoEndpointToGovern
 */
export async function findEndpoint(
  name: string,
  { workspace }: Operation,
  deadline: number,
): Promise<SeenEndpoint> {
  const seen = await workspace.servingEndpoints.get(name, { deadline });
  if (seen === undefined) throw new NoEndpointToGovern(name, workspace.host);
  return seen;
}
