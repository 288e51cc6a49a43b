import * as pulumi from "@pulumi/pulumi";
import { expect, expectTypeOf, it } from "vitest";
import {
  getModelService,
  getModelServiceOutput,
  getModelServices,
  getModelServicesOutput,
  type GetModelServiceResult,
} from "../../sdk";
import { withEmulator } from "../emulator/with-emulator";
import { valueOf } from "./registered";

const ROUTING = {
  routing: {
    destinations: [
      {
        name: "own",
        destination_type: "DESTINATION_TYPE_PAY_PER_TOKEN_FOUNDATION_MODEL",
        pay_per_token_config: { model: "models/system.ai.databricks-gpt-oss-120b" },
        traffic_percentage: 100,
      },
    ],
  },
};

/** A workspace with a model service in each of two schemas. */
async function workspace() {
  const { emulator, call } = await withEmulator({
    seed: { unityCatalog: { schemas: ["main.ai", "main.lab"] } },
  });
  for (const schema of ["main.ai", "main.lab"]) {
    const made = await call(
      "POST",
      `/api/2.1/unity-catalog/model-services?parent=schemas/${schema}&model_service_id=assistant`,
      {
        comment: `of ${schema}`,
        config: ROUTING,
      },
    );
    expect(made.status, made.text).toBe(200);
  }
  return { connection: { host: emulator.url, token: emulator.token } };
}

it("answers a model service's arguments and outputs, or names those that may have been meant", async () => {
  const options = await workspace();
  const found = await getModelService({ name: "main.ai.assistant" }, options);
  expect(found).toMatchObject({ fullName: "main.ai.assistant", comment: "of main.ai" });
  expect(found.config?.routing?.destinations).toMatchObject([
    { payPerTokenConfig: { model: "models/system.ai.databricks-gpt-oss-120b" } },
  ]);
  expect(found.openaiBaseUrl).toContain("/ai-gateway/");
  expectTypeOf(found.openaiBaseUrl).toEqualTypeOf<string>();
  // @ts-expect-error a misspelt output does not compile
  expect(found.openaiBaseURL).toBeUndefined();
  await expect(getModelService({ name: "main.ai.asistant" }, options)).rejects.toThrow(
    /There is no model service "main.ai.asistant" on .* Did you mean "main.ai.assistant"\?/,
  );
});

it("lists those of a schema, or all, and takes values of other resources", async () => {
  const options = await workspace();
  const names = (services: GetModelServiceResult[]) => services.map(({ fullName }) => fullName);
  expect(names(await getModelServices({}, options))).toEqual(["main.ai.assistant", "main.lab.assistant"]);
  expect(names(await getModelServices({ parent: "main.lab" }, options))).toEqual(["main.lab.assistant"]);
  const parent = pulumi.output("schemas/main.ai");
  expect(names(await valueOf(getModelServicesOutput({ parent }, options)))).toEqual(["main.ai.assistant"]);
  const name = pulumi.output("main.lab.assistant");
  expect((await valueOf(getModelServiceOutput({ name }, options))).comment).toBe("of main.lab");
});
