import * as grpc from "@grpc/grpc-js";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { PartialFailure } from "../../provider/lifecycle/partial-failure";
import { bare, fromStruct, toStruct } from "../../provider/pulumi/plugin/property-struct";
import { providerServer, type PluginHost } from "../../provider/pulumi/plugin/provider-server";
import type { Fields } from "../../provider/schema/plain-object";

/** The plugin, spoken to as the engine does: over HTTP/2 on loopback, in this process. */
export interface PluginClient {
  readonly grpc: ResourceProviderClient;
  check(urn: string, olds: Fields, news: Fields): Promise<{ inputs: Fields; problems: string[] }>;
  diff(urn: string, id: string, olds: Fields, news: Fields): Promise<messages.DiffResponse.AsObject>;
  create(urn: string, inputs: Fields, how?: How): Promise<{ id: string; outputs: Fields }>;
  read(
    urn: string,
    id: string,
    last: Fields,
    lastInputs?: Fields,
  ): Promise<{ inputs: Fields; outputs: Fields } | undefined>;
  update(urn: string, id: string, olds: Fields, news: Fields, how?: How): Promise<Fields>;
  delete(urn: string, id: string, olds: Fields, how?: How): Promise<void>;
  /** @param name of the function */
  invoke(
    name: string,
    args: Fields,
  ): Promise<{ found: Fields; failures: [property: string, reason: string][] }>;
  checkConfig(news: Fields): Promise<{ inputs: Fields; problems: string[] }>;
  diffConfig(olds: Fields, news: Fields): Promise<messages.DiffResponse.AsObject>;
  configure(args: Fields, variables?: Record<string, string>): Promise<messages.ConfigureResponse.AsObject>;
  cancel(): Promise<void>;
  end(): Promise<void>;
}

interface How {
  readonly preview?: boolean;
  readonly timeoutSeconds?: number;
}

/**
 * Serves `host` on a free port, and connects to it.
 *
 * @param marked whether values that are secret come as `Secret`. Default: as they are
 */
export async function pluginClient(host: PluginHost, marked = false): Promise<PluginClient> {
  const server = providerServer(host);
  const port = await new Promise<number>((done, fail) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) =>
      error === null ? done(bound) : fail(error),
    );
  });
  const client = new ResourceProviderClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure());
  const call = <Response>(
    start: (callback: (error: grpc.ServiceError | null, response: Response) => void) => unknown,
  ): Promise<Response> =>
    new Promise((done, fail) => {
      start((error, response) => (error === null ? done(response) : fail(asFailure(error))));
    });
  const fields = (struct: Parameters<typeof fromStruct>[0]) =>
    (marked ? fromStruct(struct) : bare(fromStruct(struct))) as Fields;
  const checked = (response: messages.CheckResponse) => ({
    inputs: fields(response.getInputs()),
    problems: response.getFailuresList().map((failure) => failure.getReason()),
  });

  return {
    grpc: client,
    async check(urn, olds, news) {
      const request = new messages.CheckRequest();
      request.setUrn(urn);
      request.setOlds(toStruct(olds));
      request.setNews(toStruct(news));
      return checked(await call<messages.CheckResponse>((done) => client.check(request, done)));
    },
    async diff(urn, id, olds, news) {
      const request = new messages.DiffRequest();
      request.setUrn(urn);
      request.setId(id);
      request.setOlds(toStruct(olds));
      request.setNews(toStruct(news));
      return (await call<messages.DiffResponse>((done) => client.diff(request, done))).toObject();
    },
    async create(urn, inputs, { preview = false, timeoutSeconds = 0 } = {}) {
      const request = new messages.CreateRequest();
      request.setUrn(urn);
      request.setProperties(toStruct(inputs));
      request.setPreview(preview);
      request.setTimeout(timeoutSeconds);
      const response = await call<messages.CreateResponse>((done) => client.create(request, done));
      return { id: response.getId(), outputs: fields(response.getProperties()) };
    },
    async read(urn, id, last, lastInputs = {}) {
      const request = new messages.ReadRequest();
      request.setUrn(urn);
      request.setId(id);
      request.setProperties(toStruct(last));
      request.setInputs(toStruct(lastInputs));
      const response = await call<messages.ReadResponse>((done) => client.read(request, done));
      if (response.getId() === "") return undefined;
      return { inputs: fields(response.getInputs()), outputs: fields(response.getProperties()) };
    },
    async update(urn, id, olds, news, { preview = false, timeoutSeconds = 0 } = {}) {
      const request = new messages.UpdateRequest();
      request.setUrn(urn);
      request.setId(id);
      request.setOlds(toStruct(olds));
      request.setNews(toStruct(news));
      request.setPreview(preview);
      request.setTimeout(timeoutSeconds);
      return fields(
        (await call<messages.UpdateResponse>((done) => client.update(request, done))).getProperties(),
      );
    },
    async delete(urn, id, olds, { timeoutSeconds = 0 } = {}) {
      const request = new messages.DeleteRequest();
      request.setTimeout(timeoutSeconds);
      request.setUrn(urn);
      request.setId(id);
      request.setProperties(toStruct(olds));
      await call((done) => client.delete(request, done));
    },
    async invoke(name, args) {
      const request = new messages.InvokeRequest();
      request.setTok(`databricks-serving:index:${name}`);
      request.setArgs(toStruct(args));
      const response = await call<messages.InvokeResponse>((done) => client.invoke(request, done));
      const failures = response.getFailuresList();
      return {
        found: fields(response.getReturn()),
        failures: failures.map((failure) => [failure.getProperty(), failure.getReason()]),
      };
    },
    async checkConfig(news) {
      const request = new messages.CheckRequest();
      request.setUrn(PROVIDER_URN);
      request.setNews(toStruct(news));
      return checked(await call<messages.CheckResponse>((done) => client.checkConfig(request, done)));
    },
    async diffConfig(olds, news) {
      const request = new messages.DiffRequest();
      request.setUrn(PROVIDER_URN);
      request.setOlds(toStruct(olds));
      request.setNews(toStruct(news));
      return (await call<messages.DiffResponse>((done) => client.diffConfig(request, done))).toObject();
    },
    async configure(args, variables = {}) {
      const request = new messages.ConfigureRequest();
      request.setArgs(toStruct(args));
      for (const [name, value] of Object.entries(variables)) request.getVariablesMap().set(name, value);
      return (await call<messages.ConfigureResponse>((done) => client.configure(request, done))).toObject();
    },
    async cancel() {
      await call((done) => client.cancel(new Empty(), done));
    },
    end() {
      client.close();
      server.forceShutdown();
      return Promise.resolve();
    },
  };
}

const PROVIDER_URN = "urn:pulumi:dev::test::pulumi:providers:databricks-serving::it";

/** What left an object behind says so in the status's details, as the engine reads them. */
function asFailure(error: grpc.ServiceError): Error {
  const [details] = error.metadata.get("grpc-status-details-bin");
  if (details === undefined) return new Error(error.details, { cause: error });
  const [any] = Status.deserializeBinary(details as Buffer).getDetailsList();
  const failed = messages.ErrorResourceInitFailed.deserializeBinary(any?.getValue_asU8() ?? new Uint8Array());
  const outputs = bare(fromStruct(failed.getProperties())) as Fields;
  return new PartialFailure(failed.getId(), outputs, failed.getReasonsList(), { cause: error });
}
