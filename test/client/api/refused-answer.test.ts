import { describe, expect, it } from "vitest";
import { apiErrorOf } from "./api-error-of";
import { clientOf, envelope, serving, TOKEN } from "./serving";
import type { Reply } from "./local-server";

async function refusal(reply: Reply, method = "GET", secrets: string[] = []) {
  const server = await serving(() => reply);
  return apiErrorOf(clientOf(server.url).client.request(method, "/api/2.0/serving-endpoints/x", { secrets }));
}

describe("an error answer", () => {
  it("becomes one sentence with call, status, code, reason and request id", async () => {
    const error = await refusal({
      status: 404,
      body: envelope("RESOURCE_DOES_NOT_EXIST", "Endpoint with name 'x' does not exist."),
    });
    expect(error).toMatchObject({
      category: "not-found",
      call: "GET /api/2.0/serving-endpoints/x",
      status: 404,
      errorCode: "RESOURCE_DOES_NOT_EXIST",
      requestId: "3f1c-77",
      detail: "Endpoint with name 'x' does not exist.",
    });
    expect(error.message).toBe(
      "GET /api/2.0/serving-endpoints/x → 404 RESOURCE_DOES_NOT_EXIST: Endpoint with name 'x' does not exist. (request id 3f1c-77)",
    );
  });

  it.each([
    [409, "RESOURCE_ALREADY_EXISTS", "already-exists"],
    [400, "RESOURCE_ALREADY_EXISTS", "already-exists"],
    [409, "RESOURCE_CONFLICT", "conflict"],
    [409, "ABORTED", "conflict"],
    [400, "INVALID_PARAMETER_VALUE", "invalid"],
    [400, "BAD_REQUEST", "invalid"],
    [403, "PERMISSION_DENIED", "forbidden"],
    [401, "UNAUTHENTICATED", "unauthenticated"],
    [404, "NOT_FOUND", "not-found"],
    [404, "ENDPOINT_NOT_FOUND", "other"],
    [404, "FEATURE_DISABLED", "other"],
    [501, "NOT_IMPLEMENTED", "unavailable"],
  ])("of status %i and code %s is %s", async (status, code, category) => {
    expect(await refusal({ status, body: envelope(code, "No.") })).toMatchObject({
      category,
      errorCode: code,
    });
  });

  it.each([
    ["a number for the code", { error_code: 404, message: "Gone" }, { errorCode: "404", detail: "Gone" }],
    [
      "a line with the code",
      "RESOURCE_DOES_NOT_EXIST: Gone",
      { errorCode: "RESOURCE_DOES_NOT_EXIST", detail: "Gone" },
    ],
    [
      "SCIM's form",
      { schemas: ["urn:ietf:params:scim:api:messages:2.0:Error"], detail: "No such user", status: "404" },
      { errorCode: "SCIM_404", detail: "No such user" },
    ],
  ])("is understood with %s", async (_form, body, expected) => {
    expect(await refusal({ status: 404, body })).toMatchObject({ category: "not-found", ...expected });
  });

  it.each([
    [
      "a page with the reason in it",
      "<html><body><pre>No webapps are available</pre></body></html>",
      "No webapps are available",
    ],
    ["nothing", "", "an empty answer with status 404"],
    ["other JSON", { error: "nope" }, "nope"],
    ["plain text", "404 page not found", "404 page not found"],
  ])("does not mean that the object is gone where it is %s", async (_form, body, detail) => {
    const error = await refusal({ status: 404, body });
    expect(error).toMatchObject({ category: "other", detail });
    expect(error.message).toContain("It does not look like a Databricks workspace");
  });

  it("gives the request id of its header where the body has none", async () => {
    const error = await refusal({
      status: 400,
      body: { error_code: "BAD_REQUEST", message: "No" },
      headers: { "x-request-id": "9a-8b" },
    });
    expect(error.requestId).toBe("9a-8b");
  });

  it("does not pass on a code that is none", async () => {
    const error = await refusal({ status: 400, body: { error_code: `${"x".repeat(200)} y`, message: "No" } });
    expect(error.errorCode).toBeUndefined();
  });
});

describe("a refused sign-in", () => {
  it.each([
    [401, "UNAUTHENTICATED", "Credential was not sent"],
    [403, 403, "Invalid access token. [ReqId: 77]"],
    [403, 403, "Invalid Token"],
    [403, 403, "JWT has expired"],
    [403, 403, "Token is expiring within 30 seconds. (token expired)"],
    [400, 400, "Error while parsing token: io.jsonwebtoken.ExpiredJwtException: JWT expired at 2026-11-22"],
  ])("is recognised as %i %s %s", async (status, code, message) => {
    const error = await refusal({ status, body: envelope(code, message) });
    expect(error.category).toBe("unauthenticated");
    expect(error.message).toMatch(
      /http:\/\/127\.0\.0\.1:\d+ did not accept the sign-in \(pat, from the provider's `token`\): check that the credential is valid/,
    );
  });

  it("is not confused with a right that is missing, even where that speaks of tokens", async () => {
    const error = await refusal({
      status: 403,
      body: envelope("PERMISSION_DENIED", "User may not manage tokens"),
    });
    expect(error.category).toBe("forbidden");
    expect(error.message).toContain("Signed in to http://127.0.0.1");
    expect(error.message).toContain("check that this identity has the right to do it");
  });

  it("is not confused with a gateway that keeps one out", async () => {
    const error = await refusal({ status: 403, body: "<html><title>403 Forbidden</title></html>" });
    expect(error.category).toBe("forbidden");
    expect(error.message).toContain("check IP access lists, private link and proxies");
  });
});

describe("an answer that is no error but not Databricks' either", () => {
  it("fails where it is a web page, such as a login form", async () => {
    const error = await refusal({ body: "<!doctype html><title>Sign in</title>" });
    expect(error.category).toBe("other");
    expect(error.message).toContain("answered with a web page instead of JSON");
    expect(error.message).toContain("check the host (DATABRICKS_HOST)");
  });

  it("fails where it redirects, without following", async () => {
    const error = await refusal({
      status: 302,
      headers: { location: "https://login.example/?token=abc" },
      body: "",
    });
    expect(error).toMatchObject({ category: "other", status: 302 });
    expect(error.detail).toMatch(/redirects to https:\/\/login\.example\/$/);
  });

  it("says that the workspace is behind a private link", async () => {
    const error = await refusal({
      status: 302,
      headers: { location: "/login.html?error=private-link-validation-error:123" },
      body: "",
    });
    expect(error.category).toBe("forbidden");
    expect(error.message).toContain("reachable by private link only");
  });

  it("has an unknown fate where JSON breaks off after a create", async () => {
    expect((await refusal({ body: '{"name":"x","con' }, "POST")).fate).toBe("unknown");
  });
});

describe("an error's text", () => {
  it("holds neither what the caller calls secret nor the sign-in, however the server repeats them", async () => {
    const key = 'p"w\nd-7';
    const said = `bad value ${JSON.stringify(key)} or ${encodeURIComponent(key)} for Bearer ${TOKEN} and ${TOKEN}`;
    const error = await refusal({ status: 400, body: envelope("BAD_REQUEST", said) }, "GET", [key]);
    expect(error.detail).toBe('bad value "[redacted]" or [redacted] for [redacted] and [redacted]');
    expect(JSON.stringify(error) + error.message + String(error.stack)).not.toContain(TOKEN);
  });

  it.each([
    ["an OpenAI key", "sk-proj-Ab3dEf6hIj9kLm2nOp5q"],
    ["a JSON web token", "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJzcC0xMjMifQ.c2lnbmF0dXJlLXZhbHVl"],
    ["a private key", "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBg\n-----END PRIVATE KEY-----"],
    ["something as random as a key", "xK9mQ2vR7tY4wE1zB6nC3pL8"],
  ])("holds no %s either, though nobody said that it is secret", async (_what, key) => {
    const error = await refusal({ status: 400, body: envelope("BAD_REQUEST", `The key ${key} is wrong`) });
    expect(error.detail).toBe("The key [redacted] is wrong");
  });

  it("keeps names and ids that are no secrets", async () => {
    const said =
      "Endpoint 'my-very-long-endpoint-name-for-production-2026' of 5f3a1c2e-0b7d-4e6f-8a9b-0c1d2e3f4a5b in {{secrets/llm/openai-key}}";
    expect((await refusal({ status: 400, body: envelope("BAD_REQUEST", said) })).detail).toBe(said);
  });
});
