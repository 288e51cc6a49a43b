import { expect, test } from "vitest";
import { handlers } from "./handlers";
import type { Fields } from "../../provider/schema/plain-object";
import { settingsOfProviders } from "../lifecycle/every-provider";
import { placesIn, withAt } from "./every-input";

/** Texts that somebody may paste; each must not be seen again. */
const KEYS = [
  "0123456789abcdef0123456789abcdef",
  "sk-proj-AbCdEfGhIjKlMnOpQrStUvWx",
  "hunter2",
  "AKIAIOSFODNN7EXAMPLE",
  "-----BEGIN PRIVATE KEY-----",
  "a key with words in it",
  "{{secrets/looks/like}} one",
];

/** Forms in which a key may come to stand where it does not belong. */
const forms = (key: string): unknown[] => [key, [key], { key }, { value: key }, { a: { b: [key] } }, [[key]]];

const CREDENTIAL = /([a-z]Key|[tT]oken|Secret|AccessKeyId|Plaintext)$/;

const isCredential = (place: readonly string[]): boolean =>
  CREDENTIAL.test(place.at(-1) ?? "") || (place.at(-1) === "value" && place.at(-2) === "apiKeyAuth");

const endpoint = (externalModel: Fields): Fields => ({
  name: "assistant",
  config: { servedEntities: [{ name: "it", externalModel }] },
  preflight: false,
});

/** Modes without a credential of their own have nothing to paste. */
const withCredential = Object.entries(settingsOfProviders).filter(([, { settings }]) =>
  JSON.stringify(settings).includes("{{secrets/"),
);

test.each(withCredential)(
  "a key shows in no message, wherever around a credential of %s it is pasted",
  async (_name, { provider: of, settings }) => {
    const model = { provider: of, name: "any", task: "llm/v1/chat", ...settings };
    const leaks = new Set<string>();
    for (const [type, given] of [
      ["ServingEndpoint", endpoint(model)],
      ["ExternalModel", { endpoint: "assistant", servedModelName: "it", ...model, preflight: false }],
    ] as const) {
      const credentials = placesIn(given).filter(isCredential);
      const twins = credentials.map((place) => [...place.slice(0, -1), `${place.at(-1)}Plaintext`]);
      const around = [...credentials, ...twins].flatMap((place) =>
        place.map((_, at) => place.slice(0, at + 1)),
      );
      for (const place of new Map(around.map((each) => [each.join("."), each])).values()) {
        for (const key of KEYS) {
          for (const form of forms(key)) {
            const { failures } = await handlers[type].check({}, withAt(given, place, form) as Fields);
            const told = failures.map(({ reason }) => reason).join("\n");
            if (told.includes(key)) leaks.add(`${type} ${place.join(".")}: ${JSON.stringify(form)}`);
          }
        }
      }
    }
    expect([...leaks]).toEqual([]);
  },
);

test("a value of an environment variable shows in no message", async () => {
  for (const form of forms("hunter-2-in-env")) {
    for (const environmentVars of [form, { API_KEY: form }]) {
      const given = {
        name: "fraud",
        config: {
          servedEntities: [
            {
              entityName: "main.m.f",
              entityVersion: "1",
              scaleToZeroEnabled: true,
              environmentVars,
              wrong: 1,
            },
          ],
        },
      };
      const { failures } = await handlers.ServingEndpoint.check({}, given);
      expect(failures.length).toBeGreaterThan(0);
      expect(failures.map(({ reason }) => reason).join("\n")).not.toContain("hunter-2-in-env");
    }
  }
});
