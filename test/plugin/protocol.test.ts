import * as grpc from "@grpc/grpc-js";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { expect, test } from "vitest";
import { ownPackage } from "../../provider/client/api/own-package";
import { registeredResources } from "../../provider/registered-resources";
import { fieldsOf } from "../../provider/schema/plain-object";
import { pluginForTest } from "./served-plugin";

type Answered<T> = (error: grpc.ServiceError | null, response: T) => void;

const call = <T>(start: (answered: Answered<T>) => unknown): Promise<T> =>
  new Promise((done, fail) => start((error, response) => (error === null ? done(response) : fail(error))));

test("the schema has the package's name and version, each resource and each function", async () => {
  const { plugin } = await pluginForTest();
  const response = await call<messages.GetSchemaResponse>((done) =>
    plugin.grpc.getSchema(new messages.GetSchemaRequest(), done),
  );
  const schema = JSON.parse(response.getSchema()) as Record<string, unknown>;
  expect(schema).toMatchObject({ name: "databricks-serving", version: ownPackage.version });
  const tokens = Object.keys(registeredResources).map((type) => `databricks-serving:index:${type}`);
  expect(Object.keys(fieldsOf(schema["resources"])).sort()).toEqual(tokens.sort());
  // Each function that is in the schema is served, and the other way round.
  for (const token of Object.keys(fieldsOf(schema["functions"]))) {
    await plugin.invoke(token.split(":").at(-1) ?? "", {});
  }
});

test("handshake and configuration say that secrets are taken and previews are served", async () => {
  const { plugin } = await pluginForTest();
  const hand = await call<messages.ProviderHandshakeResponse>((done) =>
    plugin.grpc.handshake(new messages.ProviderHandshakeRequest(), done),
  );
  expect(hand.getAcceptSecrets()).toBe(true);
  // Without these the engine turns resources and outputs into plain values before it sends them.
  expect(hand.getAcceptResources()).toBe(false);
  expect(hand.getAcceptOutputs()).toBe(false);
});

test("what the package does not have is answered as unimplemented, as the engine expects it", async () => {
  const { grpc: client } = (await pluginForTest()).plugin;
  const asks: readonly ((answered: Answered<unknown>) => unknown)[] = [
    (done) => client.parameterize(new messages.ParameterizeRequest(), done),
    (done) => client.getMapping(new messages.GetMappingRequest(), done),
    (done) => client.getMappings(new messages.GetMappingsRequest(), done),
    (done) => client.construct(new messages.ConstructRequest(), done),
    (done) => client.call(new messages.CallRequest(), done),
  ];
  for (const ask of asks) {
    await expect(call(ask)).rejects.toMatchObject({ code: grpc.status.UNIMPLEMENTED });
  }
});

test("a resource type that there is not is an error with its name", async () => {
  const { plugin } = await pluginForTest();
  const urn = "urn:pulumi:dev::test::databricks-serving:index:Endpoint::it";
  await expect(plugin.check(urn, {}, {})).rejects.toThrow(
    'databricks-serving has no resource of type "databricks-serving:index:Endpoint"',
  );
});

test("a child of a component is served by its own type", async () => {
  const { plugin } = await pluginForTest();
  const urn = "urn:pulumi:dev::test::my:index:Platform$databricks-serving:index:ServingEndpoint::it";
  const { problems } = await plugin.check(urn, {}, { name: "chat", nmae: 1 });
  expect(problems).toEqual([expect.stringContaining("nmae: found an unknown field")]);
});

test("the plugin says its version", async () => {
  const { plugin } = await pluginForTest();
  const info = await call<{ getVersion(): string }>((done) => plugin.grpc.getPluginInfo(new Empty(), done));
  expect(info.getVersion()).toBe(ownPackage.version);
});
