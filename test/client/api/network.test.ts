import { fork, type ChildProcess } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { constants, createSecureServer, type ServerHttp2Session, type ServerHttp2Stream } from "node:http2";
import { createServer as createTlsServer } from "node:https";
import { connect, type AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { createAgent } from "../../../provider/client/api/shared-agent";

const certificates = join(__dirname, "certificates");
/** The name that the server's certificate is for; nothing of that name exists. */
const WORKSPACE = "adb-1.2.azuredatabricks.net";

function listen(server: Server): Promise<number> {
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return new Promise((resolve) =>
    server.listen(0, "127.0.0.1", () => resolve((server.address() as AddressInfo).port)),
  );
}

/** A workspace with a certificate of an authority that nobody knows. */
function workspace(): Promise<number> {
  return listen(
    createTlsServer(
      {
        key: readFileSync(join(certificates, "server.key")),
        cert: readFileSync(join(certificates, "server.pem")),
      },
      (request, response) => {
        response.setHeader("content-type", "application/json");
        response.end(JSON.stringify({ asked: request.headers.host }));
      },
    ),
  );
}

/** A proxy that leads every tunnel to one port of this machine. */
async function proxy(target: number, refuse?: number) {
  const tunnels: { to: string; authorization: string | undefined }[] = [];
  const server = createServer();
  server.on("connect", (request, socket) => {
    tunnels.push({ to: request.url ?? "", authorization: request.headers["proxy-authorization"] });
    if (refuse !== undefined) return void socket.end(`HTTP/1.1 ${refuse} No\r\ncontent-length: 0\r\n\r\n`);
    const upstream = connect(target, "127.0.0.1", () => {
      socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
      upstream.pipe(socket).pipe(upstream);
    });
    upstream.on("error", () => socket.destroy());
    socket.on("error", () => upstream.destroy());
  });
  const port = await listen(server);
  return { tunnels, port };
}

/** Processes of their own, as certificate authorities are read once, when Node starts. */
let trusting: ChildProcess;
let plain: ChildProcess;
/** Where the trusting process's own HTTPS_PROXY leads; tests say to which port. */
let ownProxy: { server: Server; port: number; target: number };

async function start(environment: Record<string, string>): Promise<ChildProcess> {
  const child = fork(join(__dirname, "programs", "requester.ts"), {
    execArgv: ["-r", "ts-node/register/transpile-only"],
    env: { PATH: process.env["PATH"], ...environment },
  });
  await new Promise((resolve) => child.once("message", resolve));
  return child;
}

function ask(child: ChildProcess, host: string, environment?: Record<string, string>, method = "GET") {
  return new Promise<Record<string, unknown>>((resolve) => {
    child.once("message", (result) => resolve(result as Record<string, unknown>));
    child.send({ host, environment, method });
  });
}

beforeAll(async () => {
  const server = createServer();
  ownProxy = { server, port: 0, target: 0 };
  server.on("connect", (_request, socket) => {
    const upstream = connect(ownProxy.target, "127.0.0.1", () => {
      socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
      upstream.pipe(socket).pipe(upstream);
    });
    upstream.on("error", () => socket.destroy());
    socket.on("error", () => upstream.destroy());
  });
  ownProxy.port = await new Promise((resolve) =>
    server.listen(0, "127.0.0.1", () => resolve((server.address() as AddressInfo).port)),
  );
  [trusting, plain] = await Promise.all([
    start({
      NODE_EXTRA_CA_CERTS: join(certificates, "ca.pem"),
      HTTPS_PROXY: `127.0.0.1:${ownProxy.port}`,
    }),
    start({}),
  ]);
}, 60_000);

afterAll(() => {
  trusting.kill();
  plain.kill();
  ownProxy.server.closeAllConnections();
  ownProxy.server.close();
});

const NONE = {};

describe("a workspace with a private certificate authority", () => {
  it("is reached with NODE_EXTRA_CA_CERTS", async () => {
    const port = await workspace();
    expect(await ask(trusting, `https://localhost:${port}`, NONE)).toEqual({
      status: 200,
      json: { asked: `localhost:${port}` },
    });
  });

  it("is refused without, in one attempt that says what to set", async () => {
    const port = await workspace();
    const result = await ask(plain, `https://localhost:${port}`, NONE);
    expect(result).toMatchObject({ category: "unreachable", requests: 1 });
    expect(result["message"]).toMatch(/its certificate is not trusted \((UNABLE_TO_VERIFY|SELF_SIGNED)\w+\)/);
    expect(result["message"]).toContain("NODE_EXTRA_CA_CERTS");
  });

  it("is refused where the certificate is for another name", async () => {
    const port = await workspace();
    const result = await ask(trusting, `https://127.0.0.1:${port}`, NONE);
    expect(result["message"]).toContain(
      "The certificate is for another name: check the host (DATABRICKS_HOST)",
    );
  });

  it("is refused where it does not speak TLS", async () => {
    const port = await listen(createServer((_request, response) => response.end()));
    const result = await ask(plain, `https://127.0.0.1:${port}`, NONE);
    expect(result).toMatchObject({ category: "unreachable", requests: 1 });
    expect(result["message"]).toContain("it does not speak TLS as expected");
  });
});

/** A workspace that offers both versions, as the load balancers of real ones do. */
function modernWorkspace(answer: (stream: ServerHttp2Stream, count: number) => void): Promise<number> {
  let count = 0;
  const server = createSecureServer({
    key: readFileSync(join(certificates, "server.key")),
    cert: readFileSync(join(certificates, "server.pem")),
    allowHTTP1: true,
  });
  const sessions = new Set<ServerHttp2Session>();
  server.on("session", (session) => {
    sessions.add(session);
    session.on("error", () => undefined);
  });
  server.on("stream", (stream) => {
    stream.on("error", () => undefined);
    stream.resume().on("end", () => answer(stream, (count += 1)));
  });
  onTestFinished(() => {
    for (const session of sessions) session.destroy();
    server.close();
  });
  return new Promise((resolve) =>
    server.listen(0, "127.0.0.1", () => resolve((server.address() as AddressInfo).port)),
  );
}

const answerIn = (stream: ServerHttp2Stream) => {
  stream.respond({ ":status": 200, "content-type": "application/json" });
  stream.end(JSON.stringify({ spoken: "HTTP/2" }));
};

describe("a workspace that speaks HTTP/2", () => {
  const spoken = { status: 200, json: { spoken: "HTTP/2" } };

  it("is spoken to in it", async () => {
    const port = await modernWorkspace(answerIn);
    expect(await ask(trusting, `https://localhost:${port}`, NONE)).toEqual(spoken);
  });

  it("is spoken to in it through a proxy", async () => {
    const { port } = await proxy(await modernWorkspace(answerIn));
    expect(await ask(trusting, WORKSPACE, { HTTPS_PROXY: `http://127.0.0.1:${port}` })).toEqual(spoken);
  });

  const cuts: Record<string, (stream: ServerHttp2Stream) => void> = {
    "the connection is destroyed": ({ session }) => session?.destroy(),
    "the server goes away": ({ session }) => session?.goaway(0),
    "the stream is reset": (stream) => stream.close(constants.NGHTTP2_INTERNAL_ERROR),
    "the stream is cancelled": (stream) => stream.close(constants.NGHTTP2_CANCEL),
    "the answer breaks off": (stream) => {
      stream.respond({ ":status": 200, "content-length": "100" });
      stream.write("{", () => stream.session?.destroy());
    },
  };
  it.each(Object.entries(cuts))("has had a write once, of unknown fate, where %s", async (_, cut) => {
    let received = 0;
    const port = await modernWorkspace((stream, count) => {
      received = count;
      cut(stream);
    });
    expect(await ask(trusting, `https://localhost:${port}`, NONE, "POST")).toMatchObject({
      category: "unavailable",
      fate: "unknown",
      requests: 1,
    });
    expect(received).toBe(1);
  });

  it("is asked again for what only reads", async () => {
    const port = await modernWorkspace((stream, count) =>
      count === 1 ? stream.session?.destroy() : answerIn(stream),
    );
    expect(await ask(trusting, `https://localhost:${port}`, NONE)).toEqual(spoken);
  });
});

describe("a proxy", () => {
  it("of the process's environment is gone through", async () => {
    ownProxy.target = await workspace();
    expect(await ask(trusting, WORKSPACE)).toEqual({ status: 200, json: { asked: WORKSPACE } });
  });

  it.each(["HTTPS_PROXY", "https_proxy"])("of %s is given its credentials", async (variable) => {
    const { tunnels, port } = await proxy(await workspace());
    expect(await ask(trusting, WORKSPACE, { [variable]: `http://user:pass@127.0.0.1:${port}` })).toEqual({
      status: 200,
      json: { asked: WORKSPACE },
    });
    expect(tunnels).toEqual([
      { to: `${WORKSPACE}:443`, authorization: `Basic ${Buffer.from("user:pass").toString("base64")}` },
    ]);
  });

  it("is left out for hosts of NO_PROXY", async () => {
    const { tunnels, port } = await proxy(await workspace());
    const result = await ask(plain, WORKSPACE, {
      HTTPS_PROXY: `http://127.0.0.1:${port}`,
      NO_PROXY: "example.com,.azuredatabricks.net",
    });
    expect(result["category"]).toBe("unreachable");
    expect(tunnels).toEqual([]);
  });

  it("is left out for this machine, where an emulator runs", async () => {
    const port = await listen(createServer((_request, response) => response.end("{}")));
    const { tunnels, port: proxyPort } = await proxy(port);
    expect(
      await ask(plain, `http://127.0.0.1:${port}`, { HTTP_PROXY: `http://127.0.0.1:${proxyPort}` }),
    ).toEqual({ status: 200, json: {} });
    expect(tunnels).toEqual([]);
  });

  it("that refuses is said to have done so", async () => {
    const { port } = await proxy(0, 407);
    const result = await ask(plain, WORKSPACE, { HTTPS_PROXY: `http://127.0.0.1:${port}` });
    expect(result).toMatchObject({ category: "unreachable", requests: 1 });
    expect(result["message"]).toContain("the proxy cannot be used");
    expect(result["message"]).toContain("Check HTTPS_PROXY");
  });

  it("that is not there is named", async () => {
    const gone = createServer();
    const port = await listen(gone);
    await new Promise((resolve) => gone.close(resolve));
    const result = await ask(plain, WORKSPACE, { HTTPS_PROXY: `http://127.0.0.1:${port}` });
    expect(result["message"]).toContain(`127.0.0.1:${port}`);
  });
});

describe("a proxy's address that is none", () => {
  it("is an error that does not repeat it", () => {
    expect(() => createAgent({ HTTPS_PROXY: "user:pass@proxy 8080" })).toThrow(
      /^the proxy's address is not a URL$/,
    );
  });
});
