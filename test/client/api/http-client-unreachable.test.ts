import { describe, expect, it } from "vitest";
import { apiErrorOf } from "./api-error-of";
import { clientOf, envelope, serving } from "./serving";

describe("a host that does not work", () => {
  it("fails a hundred requests with one error and few attempts", async () => {
    const server = await serving(() => ({}));
    await server.close();
    const { client } = clientOf(server.url);
    const first = await apiErrorOf(client.request("GET", "/first"));
    const before = client.requests;
    const others = await Promise.all(
      Array.from({ length: 100 }, (_, n) => apiErrorOf(client.request("GET", `/${n}`))),
    );
    expect(new Set(others.map(({ message }) => message))).toEqual(new Set([first.message]));
    expect(client.requests).toBe(before);
  });

  it("is tried again after a while", async () => {
    let up = false;
    const server = await serving(() => (up ? {} : { status: 401, body: envelope("UNAUTHENTICATED", "no") }));
    const { client, clock } = clientOf(server.url);
    await apiErrorOf(client.request("GET", "/x"));
    up = true;
    expect((await apiErrorOf(client.request("GET", "/x"))).category).toBe("unauthenticated");
    clock.advance(20_000);
    expect((await client.request("GET", "/x")).status).toBe(200);
  });

  it("refuses a token once and not for each of a hundred requests", async () => {
    const server = await serving(() => ({
      status: 403,
      body: envelope(403, "Invalid access token. [ReqId: 1]"),
    }));
    const { client } = clientOf(server.url);
    await apiErrorOf(client.request("GET", "/first"));
    const errors = await Promise.all(
      Array.from({ length: 100 }, () => apiErrorOf(client.request("GET", "/x"))),
    );
    expect(errors.every(({ category }) => category === "unauthenticated")).toBe(true);
    expect(server.received).toHaveLength(1);
  });
});
