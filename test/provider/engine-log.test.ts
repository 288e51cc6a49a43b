import * as grpc from "@grpc/grpc-js";
import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import type { LogRequest } from "@pulumi/pulumi/proto/engine_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { expect, onTestFinished, test } from "vitest";
import { delivered, reporterFor, reportTo } from "../../provider/pulumi/engine-log";

/** An engine that takes so long for each line; answers what it has taken. */
async function engineTaking(ms: number): Promise<string[]> {
  const taken: string[] = [];
  const server = new grpc.Server();
  server.addService(EngineService as unknown as grpc.ServiceDefinition, {
    log(call: { request: LogRequest }, callback: grpc.sendUnaryData<Empty>) {
      setTimeout(() => {
        taken.push(call.request.getMessage());
        callback(null, new Empty());
      }, ms);
    },
  });
  onTestFinished(() => server.forceShutdown());
  const port = await new Promise<number>((done, fail) =>
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) =>
      error === null ? done(bound) : fail(error),
    ),
  );
  reportTo(`127.0.0.1:${port}`);
  return taken;
}

test("what is to be kept has arrived before a call is answered; progress is not waited for", async () => {
  const taken = await engineTaking(200);
  const reporter = reporterFor("urn:a");
  reporter.progress("half");
  await delivered();
  expect(taken).toEqual([]);
  reporter.warn("beware");
  reporter.info("by the way");
  await delivered();
  expect(taken).toEqual(expect.arrayContaining(["beware", "by the way"]));
});

test("an engine that takes nothing any more holds nobody up for long", async () => {
  await engineTaking(60_000);
  reporterFor("urn:a").warn("beware");
  const start = performance.now();
  await delivered();
  expect(performance.now() - start).toBeLessThan(5000);
});
