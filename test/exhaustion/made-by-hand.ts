import { createBody } from "../../provider/client/serving-endpoints/endpoint-bodies";
import type { Fields } from "../../provider/schema/plain-object";
import { CATALOG } from "../lifecycle/services";
import type { Bench } from "../lifecycle/with-lifecycle";

/** Somebody makes an endpoint by another tool. */
export async function made(bench: Bench, name: string, ...inputs: readonly Fields[]): Promise<void> {
  const { accessControlList: _, ...given } = Object.assign({}, ...inputs) as Fields;
  await bench.byHand("POST", "/api/2.0/serving-endpoints", createBody({ name, ...given }));
  await bench.clock.sleep(1000);
}

/** Somebody makes a model service in `main.ai` by another tool, with one destination `own` of Databricks' own. */
export async function madeService(bench: Bench, name: string): Promise<void> {
  await bench.byHand("POST", `${CATALOG}/model-services?parent=schemas/main.ai&model_service_id=${name}`, {
    config: {
      routing: {
        destinations: [
          {
            name: "own",
            destination_type: "DESTINATION_TYPE_PAY_PER_TOKEN_FOUNDATION_MODEL",
            pay_per_token_config: { model: "models/system.ai.databricks-gpt-oss-120b" },
          },
        ],
      },
    },
  });
  await bench.clock.sleep(5000);
}
