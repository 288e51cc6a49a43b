import { expect, test } from "vitest";
import { say, UNIFIED } from "./with-gateway";
import { openaiConfig, UC, withChatService, withServices } from "./with-services";

test("a secret is read at each call, as the provider service's owner", async () => {
  const { call, createProvider, createService, emulator, giveTo, grant } = await withServices();
  const secret = { catalog_name: "main", schema_name: "ai", name: "key", value: "sk-old" };
  await call("POST", `${UC}/secrets`, secret);
  const reference = { secret_reference: { name: "secrets/main.ai.key" } };
  await createProvider("openai", openaiConfig({ openai: { direct: { api_key: reference } } }));
  await createService("chat");
  const ask = () => call("POST", UNIFIED, say("Hi"));
  emulator.set({ revokedKeys: ["sk-old"] });
  expect((await ask()).status).toBe(401);
  await call("PATCH", `${UC}/secrets/main.ai.key?update_mask=value`, { value: "sk-new" });
  expect((await ask()).status).toBe(200);
  await giveTo("ann@example.com", "model_provider_service", "main.ai.openai");
  expect((await ask()).body.message).toContain("USE SCHEMA on Schema 'main.ai'");
  await grant("schema", "main.ai", "ann@example.com", "USE_SCHEMA", "READ_SECRET");
  expect((await ask()).status).toBe(200);
  await call("DELETE", `${UC}/secrets/main.ai.key`);
  expect((await ask()).body.message).toContain("The secret 'main.ai.key'");
});

test("a plaintext key that was revoked works again when another is sent", async () => {
  const { call, patch, emulator } = await withChatService();
  emulator.set({ revokedKeys: ["sk-openai-plain"] });
  expect((await call("POST", UNIFIED, say("Hi"))).status).toBe(401);
  await patch("model-provider-services/main.ai.openai", "config.forward_headers", { config: {} });
  expect((await call("POST", UNIFIED, say("Hi"))).status).toBe(401);
  await patch("model-provider-services/main.ai.openai", "config.provider", {
    config: { openai: { direct: { api_key: { plaintext: "sk-rotated" } } } },
  });
  expect((await call("POST", UNIFIED, say("Hi"))).status).toBe(200);
});

test("a provider service is asked by its header and the provider's own names, by its own limits", async () => {
  const { call, emulator, patch } = await withChatService();
  const ask = async (model: string, service = "main.ai.openai", path = "openai/v1/chat/completions") => {
    const response = await fetch(`${emulator.url}/ai-gateway/${path}`, {
      method: "POST",
      headers: {
        authorization: `Bearer ${emulator.token}`,
        "databricks-model-provider-service": service,
      },
      body: JSON.stringify(say("Hi", model)),
    });
    return { status: response.status, body: (await response.json()) as any };
  };
  expect((await ask("gpt-5.4-mini")).body.choices[0].message.content).toContain(
    "Hello from gpt-5.4-mini (openai",
  );
  expect((await ask("gpt-9")).body.message).toContain("Model 'gpt-9' is not among the targets");
  expect((await ask("gpt-5.4", "main.ai.none")).status).toBe(404);
  expect((await ask("gpt-5.4", "openai")).body.message).toContain("its form is {catalog}.{schema}.{name}");
  const limit = {
    key: "RATE_LIMIT_KEY_SERVICE",
    renewal_period: "RATE_LIMIT_RENEWAL_PERIOD_HOUR",
    requests: 0,
  };
  await patch("model-provider-services/main.ai.openai", "config.rate_limits", {
    config: { rate_limits: [limit] },
  });
  expect((await ask("gpt-5.4")).status).toBe(429);
  expect((await call("POST", UNIFIED, say("Hi"))).status).toBe(200);
  expect(await ask("x", "main.ai.openai", "model/x/converse")).toMatchObject({ status: 403 });
  await patch("model-provider-services/main.ai.openai", "config.forward_unmanaged_paths", {
    config: { forward_unmanaged_paths: true },
  });
  expect((await ask("x", "main.ai.openai", "model/x/converse?a=b")).body).toEqual({
    forwarded: { method: "POST", path: "/model/x/converse" },
  });
  expect((await call("GET", "/ai-gateway/unknown")).body.error_code).toBe("ENDPOINT_NOT_FOUND");
});

test("a model service stops answering when its owner may not use what is behind it any more", async () => {
  const { call, grant, giveTo } = await withChatService();
  const ask = () => call("POST", UNIFIED, say("Hi"));
  await giveTo("ann@example.com", "model_service", "main.ai.chat");
  await grant("schema", "main.ai", "ann@example.com", "USE_SCHEMA");
  expect((await ask()).body.message).toBe(
    "User does not have EXECUTE on Model provider service 'main.ai.openai'.",
  );
  await grant("model_provider_service", "main.ai.openai", "ann@example.com", "EXECUTE");
  expect((await ask()).status).toBe(200);
});
