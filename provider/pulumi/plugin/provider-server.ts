import * as grpc from "@grpc/grpc-js";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { ResourceProviderService, type IResourceProviderServer } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import type { ConnectionSettings } from "../../client/api/connection-settings";
import { registeredResources } from "../../registered-resources";
import { delivered } from "../engine-log";
import { checkProvider, diffProvider, settingsOf } from "./provider-settings";
import { failureOf } from "./grpc-failure";
import { invoke } from "./invoke";
import { ownPackage } from "../../client/api/own-package";
import { PACKAGE } from "./package-name";
import { bare, fromStruct, toStruct } from "./property-struct";
import { PreviewNotes } from "./preview-notes";
import { ServedResource, type ResourceRun, type ServedDiff } from "./served-resource";

/** What the server needs of the process that it runs in. */
export interface PluginHost {
  /** What the resources share. */
  readonly run: ResourceRun;
  /** Takes the connection that the provider resource, or the stack's configuration, says; undefined while it is not known. */
  configure(settings: ConnectionSettings | undefined): void;
  /** The engine says where it listens. */
  attach(engineAddress: string): void;
  /** Ends all waits. */
  cancel(): void;
  /** The schema of the package, as JSON. */
  schema(): string;
}

type Call<Request> = grpc.ServerUnaryCall<Request, unknown>;

/** Serves Pulumi's provider protocol: https://github.com/pulumi/pulumi/blob/master/proto/pulumi/provider.proto. */
export function providerServer(host: PluginHost): grpc.Server {
  const notes = new PreviewNotes();
  const resources = new Map<string, ServedResource>(
    Object.entries(registeredResources).map(([type, resource]) => [
      `${PACKAGE}:index:${type}`,
      new ServedResource(resource, host.run, notes),
    ]),
  );
  const resourceOf = (urn: string): ServedResource => {
    const token = urn.split("::")[2]?.split("$").at(-1) ?? "";
    const resource = resources.get(token);
    if (resource === undefined)
      throw new Error(`${PACKAGE} has no resource of type ${JSON.stringify(token)}`);
    return resource;
  };

  const server = new grpc.Server({
    "grpc.max_receive_message_length": -1,
    "grpc.max_send_message_length": -1,
  });
  const implementation = {
    handshake: answer((request: messages.ProviderHandshakeRequest) => {
      host.attach(request.getEngineAddress());
      const response = new messages.ProviderHandshakeResponse();
      response.setAcceptSecrets(true);
      return response;
    }),
    attach: answer((request: { getAddress(): string }) => {
      host.attach(request.getAddress());
      return new Empty();
    }),
    getPluginInfo: answer(() => new PluginInfo().setVersion(ownPackage.version)),
    getSchema: answer(() => {
      const response = new messages.GetSchemaResponse();
      response.setSchema(host.schema());
      return response;
    }),
    checkConfig: answer((request: messages.CheckRequest) => {
      const { inputs, failures } = checkProvider(fromStruct(request.getNews()));
      return checked(toStruct(inputs), failures);
    }),
    diffConfig: answer((request: messages.DiffRequest) =>
      diffed(diffProvider(bareFields(request.getOlds()), bareFields(request.getNews()))),
    ),
    configure: answer((request: messages.ConfigureRequest) => {
      host.configure(settingsOf(bareFields(request.getArgs()), request.getVariablesMap().entries()));
      const response = new messages.ConfigureResponse();
      response.setAcceptsecrets(true);
      response.setSupportspreview(true);
      return response;
    }),
    check: answer((request: messages.CheckRequest) => {
      const urn = request.getUrn();
      const { inputs, failures } = resourceOf(urn).check(
        fromStruct(request.getOlds()),
        fromStruct(request.getNews()),
        urn,
      );
      return checked(toStruct(inputs), failures);
    }),
    diff: answer((request: messages.DiffRequest) => {
      const urn = request.getUrn();
      return diffed(resourceOf(urn).diff(fromStruct(request.getOlds()), fromStruct(request.getNews()), urn));
    }),
    create: answer(async (request: messages.CreateRequest) => {
      const urn = request.getUrn();
      const resource = resourceOf(urn);
      const inputs = fromStruct(request.getProperties());
      const response = new messages.CreateResponse();
      if (request.getPreview()) {
        response.setProperties(toStruct(await resource.previewCreate(inputs, urn)));
        return response;
      }
      const { id, outputs } = await resource.create(inputs, { urn, timeoutSeconds: request.getTimeout() });
      response.setId(id);
      response.setProperties(toStruct(outputs));
      return response;
    }),
    read: answer(async (request: messages.ReadRequest) => {
      const urn = request.getUrn();
      const id = request.getId();
      const found = await resourceOf(urn).read(
        id,
        fromStruct(request.getProperties()),
        fromStruct(request.getInputs()),
        { urn },
      );
      const response = new messages.ReadResponse();
      // No id tells the engine that the object is gone.
      if (found === undefined) return response;
      response.setId(id);
      response.setInputs(toStruct(found.inputs));
      response.setProperties(toStruct(found.outputs));
      return response;
    }),
    update: answer(async (request: messages.UpdateRequest) => {
      const urn = request.getUrn();
      const olds = fromStruct(request.getOlds());
      const news = fromStruct(request.getNews());
      const resource = resourceOf(urn);
      const outputs = request.getPreview()
        ? await resource.previewUpdate(olds, news, urn)
        : await resource.update(request.getId(), olds, news, { urn, timeoutSeconds: request.getTimeout() });
      const response = new messages.UpdateResponse();
      response.setProperties(toStruct(outputs));
      return response;
    }),
    delete: answer(async (request: messages.DeleteRequest) => {
      const urn = request.getUrn();
      const olds = fromStruct(request.getProperties());
      await resourceOf(urn).delete(request.getId(), olds, { urn, timeoutSeconds: request.getTimeout() });
      return new Empty();
    }),
    invoke: answer(async (request: messages.InvokeRequest) => {
      const args = bareFields(request.getArgs());
      const { found, failures } = await invoke(
        request.getTok(),
        args,
        () => host.run.operation("").workspace,
      );
      const response = new messages.InvokeResponse();
      response.setReturn(toStruct(found));
      response.setFailuresList(failures.map(failureOfCheck));
      return response;
    }),
    cancel: answer(() => {
      host.cancel();
      return new Empty();
    }),
  };
  // What is not there is answered as "unimplemented", which the engine expects of a provider without components.
  server.addService(ResourceProviderService, implementation as unknown as IResourceProviderServer);
  return server;
}

function answer<Request, Response>(handle: (request: Request) => Response | Promise<Response>) {
  return async (call: Call<Request>, callback: grpc.sendUnaryData<Response>): Promise<void> => {
    let response: Response;
    try {
      response = await handle(call.request);
    } catch (error) {
      await delivered();
      callback(failureOf(error));
      return;
    }
    await delivered();
    callback(null, response);
  };
}

function failureOfCheck({ property, reason }: { property?: string; reason: string }): messages.CheckFailure {
  const failure = new messages.CheckFailure();
  if (property !== undefined) failure.setProperty(property);
  failure.setReason(reason);
  return failure;
}

const bareFields = (struct: Parameters<typeof fromStruct>[0]) =>
  bare(fromStruct(struct)) as Record<string, unknown>;

function checked(inputs: ReturnType<typeof toStruct>, failures: readonly string[]): messages.CheckResponse {
  const response = new messages.CheckResponse();
  response.setInputs(inputs);
  // With the property's name the engine prints its value.
  response.setFailuresList(failures.map((reason) => failureOfCheck({ reason })));
  return response;
}

const { Kind } = messages.PropertyDiff;
const KINDS = {
  add: [Kind.ADD, Kind.ADD_REPLACE],
  delete: [Kind.DELETE, Kind.DELETE_REPLACE],
  update: [Kind.UPDATE, Kind.UPDATE_REPLACE],
} as const;

function diffed(diff: ServedDiff): messages.DiffResponse {
  const response = new messages.DiffResponse();
  const { DIFF_SOME, DIFF_NONE } = messages.DiffResponse.DiffChanges;
  response.setChanges(diff.changes ? DIFF_SOME : DIFF_NONE);
  response.setReplacesList([...diff.replaces]);
  response.setDeletebeforereplace(diff.deleteBeforeReplace);
  response.setHasdetaileddiff(diff.properties.size > 0);
  response.setDiffsList([
    ...new Set([...diff.properties.keys()].map((path) => path.split(/[.[]/)[0] ?? path)),
  ]);
  for (const [path, { kind, replaces }] of diff.properties) {
    const property = new messages.PropertyDiff();
    property.setKind(KINDS[kind][replaces ? 1 : 0]);
    response.getDetaileddiffMap().set(path, property);
  }
  return response;
}
