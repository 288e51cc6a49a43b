import { createBody } from "../../provider/client/serving-endpoints/endpoint-bodies";
import type { Fields } from "../../provider/schema/plain-object";
import type { Bench } from "../lifecycle/with-lifecycle";

/** Somebody makes an endpoint by another tool. */
export async function made(bench: Bench, name: string, ...inputs: readonly Fields[]): Promise<void> {
  const { accessControlList: _, ...given } = Object.assign({}, ...inputs) as Fields;
  await bench.byHand("POST", "/api/2.0/serving-endpoints", createBody({ name, ...given }));
  await bench.clock.sleep(1000);
}
