import { expect, test } from "vitest";
import { UC, withChatService, withServices } from "./with-services";

test("main with its schemas and Databricks' own models are there from the start", async () => {
  const { call } = await withServices();
  expect((await call("GET", `${UC}/catalogs`, undefined, "ann")).body.catalogs).toMatchObject([
    { name: "main", catalog_type: "MANAGED_CATALOG" },
    { name: "system", catalog_type: "SYSTEM_CATALOG" },
  ]);
  const schemas = await call("GET", `${UC}/schemas?catalog_name=main`);
  expect(schemas.body.schemas.map((one: { full_name: string }) => one.full_name)).toEqual([
    "main.ai",
    "main.default",
  ]);
  expect(
    (await call("GET", `${UC}/models/system.ai.databricks-gpt-5-4`, undefined, "ann")).body,
  ).toMatchObject({
    full_name: "system.ai.databricks-gpt-5-4",
    catalog_name: "system",
  });
  const listed = await call("GET", `${UC}/model-services?parent=schemas/system.ai`, undefined, "ann");
  expect(listed.body.model_services.length).toBeGreaterThan(4);
});

test("catalogs and schemas are made, refused twice, and deleted when they are empty or by force", async () => {
  const { call } = await withChatService();
  expect((await call("POST", `${UC}/catalogs`, { name: "Prod", comment: "c" })).body).toMatchObject({
    name: "prod",
    comment: "c",
    owner: "admin@emulator.example",
  });
  expect((await call("POST", `${UC}/catalogs`, { name: "prod" })).body).toMatchObject({
    error_code: "CATALOG_ALREADY_EXISTS",
    message: "Catalog 'prod' already exists",
  });
  expect((await call("POST", `${UC}/catalogs`, { name: "anns" }, "ann")).status).toBe(403);
  expect((await call("POST", `${UC}/schemas`, { catalog_name: "prod", name: "ai" })).body.full_name).toBe(
    "prod.ai",
  );
  expect((await call("POST", `${UC}/schemas`, { catalog_name: "prod", name: "ai" })).body.error_code).toBe(
    "SCHEMA_ALREADY_EXISTS",
  );
  expect((await call("GET", `${UC}/schemas/prod.ai`)).body).toMatchObject({
    name: "ai",
    catalog_name: "prod",
  });
  expect((await call("DELETE", `${UC}/schemas/prod.ai`)).status).toBe(200);
  expect((await call("DELETE", `${UC}/catalogs/prod`)).status).toBe(200);
  expect((await call("GET", `${UC}/catalogs/prod`)).body.error_code).toBe("CATALOG_DOES_NOT_EXIST");
  expect((await call("DELETE", `${UC}/schemas/main.ai`)).body.message).toBe("Schema 'main.ai' is not empty.");
  expect((await call("DELETE", `${UC}/schemas/main.ai?force=true`)).status).toBe(200);
  expect((await call("GET", `${UC}/model-services/main.ai.chat`)).body.error_code).toBe(
    "SCHEMA_DOES_NOT_EXIST",
  );
});

test("the switch of catalogs hides the others", async () => {
  const { call } = await withServices({ switches: { catalogs: ["system"] } });
  expect((await call("GET", `${UC}/schemas/main.ai`)).body.error_code).toBe("CATALOG_DOES_NOT_EXIST");
  expect((await call("GET", `${UC}/schemas/system.ai`)).status).toBe(200);
});

test("a model and a service credential can be registered, without the credential's own secret", async () => {
  const { call } = await withServices();
  const model = { catalog_name: "main", schema_name: "ai", name: "Own" };
  expect((await call("POST", `${UC}/models`, model)).body.full_name).toBe("main.ai.own");
  expect((await call("POST", `${UC}/models`, model)).status).toBe(409);
  const credential = {
    name: "azure",
    purpose: "SERVICE",
    azure_service_principal: { directory_id: "d", application_id: "a", client_secret: "SECRET" },
  };
  const created = await call("POST", `${UC}/credentials`, credential);
  expect(created.body).toMatchObject({ name: "azure", azure_service_principal: { application_id: "a" } });
  expect(created.text).not.toContain("SECRET");
  expect((await call("GET", `${UC}/credentials/azure`, undefined, "ann")).status).toBe(403);
});
