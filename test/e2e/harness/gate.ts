import { connect, createServer, type Socket } from "node:net";
import { onTestFinished } from "vitest";

/** An address of an emulated workspace that can be shut: then what is on its way is cut, and what comes is refused. */
export interface Gate {
  readonly url: string;
  shut(): Promise<void>;
  open(): Promise<void>;
}

/** Puts a gate before a server on this machine, open at first. */
export async function gateBefore(server: string): Promise<Gate> {
  const { hostname, port } = new URL(server);
  const sockets = new Set<Socket>();
  const gate = createServer((client) => {
    const upstream = connect(Number(port), hostname);
    for (const [one, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(one);
      one.on("error", () => other.destroy());
      one.on("close", () => {
        sockets.delete(one);
        other.destroy();
      });
      one.pipe(other);
    }
  });
  const listen = (at: number) => new Promise<void>((done) => gate.listen(at, "127.0.0.1", done));
  await listen(0);
  const { port: own } = gate.address() as { port: number };
  const shut = () =>
    new Promise<void>((done) => {
      gate.close(() => done());
      for (const socket of sockets) socket.destroy();
    });
  onTestFinished(shut);
  return { url: `http://127.0.0.1:${own}`, shut, open: () => listen(own) };
}
