import * as pulumi from "@pulumi/pulumi";
import { beforeAll } from "vitest";

/** What the engine would be asked to register. */
export interface Registered {
  readonly type: string;
  readonly inputs: Record<string, any>;
  readonly id: string | undefined;
}

/**
 * Has a file's tests run without an engine.
 *
 * @param answers what the provider adds to the inputs
 * @returns what was registered, by resource name
 */
export function mockedEngine(answers: object = {}): Map<string, Registered> {
  const registered = new Map<string, Registered>();
  beforeAll(() =>
    pulumi.runtime.setMocks(
      {
        newResource({ type, name, inputs, id }) {
          registered.set(name, { type, inputs, id });
          return { id: id || `${name}-id`, state: { ...inputs, ...answers } };
        },
        call: () => ({}),
      },
      "project",
      "stack",
      false,
    ),
  );
  return registered;
}

export const valueOf = <T>(output: pulumi.Output<T>): Promise<T> =>
  new Promise((resolve) => output.apply(resolve));
