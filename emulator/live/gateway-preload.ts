/**
 * What the gateway's process loads first. The gateway would listen on every address of the machine, on a port that it is
 * told; here it listens on loopback alone, on a free one, which it reports. It ends with the emulator, whatever ends that.
 * Requests to a host that the emulator was told of go where it says. Google takes a key or a token, and the gateway always sends a
 * token: beside a key it is left out. Answers get headers of their own: the gateway adds to
 * those of a stream, which fetch makes immutable.
 */
const PRELOAD = `
import net from "node:net";
const listen = net.Server.prototype.listen;
net.Server.prototype.listen = function (...given) {
  this.once("listening", () => process.send({ port: this.address().port }));
  return listen.call(this, { host: "127.0.0.1", port: 0 }, given.findLast((one) => typeof one === "function"));
};
process.on("disconnect", () => process.exit());
const hosts = JSON.parse(process.env.EMULATOR_LIVE_HOSTS);
const { fetch: send, Response: Answer } = globalThis;
globalThis.fetch = async (input, init) => {
  const url = new URL(input instanceof Request ? input.url : input);
  const origin = Object.hasOwn(hosts, url.host) ? hosts[url.host].replace(/\\/$/, "") : url.origin;
  const there = origin + url.pathname + url.search;
  const given = new Headers(init?.headers ?? (input instanceof Request ? input.headers : undefined));
  if (given.has("x-goog-api-key")) given.delete("authorization");
  const { body, status, statusText, headers } = await send(
    input instanceof Request ? new Request(there, input) : there,
    { ...init, headers: given },
  );
  return new Answer(body, { status, statusText, headers: [...headers] });
};
`;

/** The same as an argument of `node --import`. */
export const GATEWAY_PRELOAD = `data:text/javascript,${encodeURIComponent(PRELOAD)}`;
