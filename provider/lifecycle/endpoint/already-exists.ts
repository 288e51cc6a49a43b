/** The name is taken by an endpoint that is not known to be ours. */
export class AlreadyExists extends Error {
  override readonly name = "AlreadyExists";

  constructor(endpoint: string, host: string, because: string) {
    super(
      `Endpoint ${JSON.stringify(endpoint)} already exists on ${host}, and is not taken to be this resource's: ${because}. ` +
        "If the program renamed or moved the resource, say so with the option `aliases`, which keeps the endpoint in its state. " +
        "Otherwise give this one another name, or set adopt: true to take that one over and update it, " +
        `or only look at it with ServingEndpoint.get(name, ${JSON.stringify(endpoint)}).`,
    );
  }
}
