import { createHash, createHmac } from "node:crypto";
import { crc32 } from "node:zlib";
import type { StandInRequest } from "./stand-in";

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");
const hmac = (key: string | Buffer, text: string): Buffer => createHmac("sha256", key).update(text).digest();

/**
 * Whether a request carries a signature of AWS by this secret, worked out anew from what arrived.
 *
 * @param host the one that was signed, which a stand-in does not see.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function isSigned(
  { method, path, headers, body }: StandInRequest,
  host: string,
  secret: string,
): boolean {
  const found = /^AWS4-HMAC-SHA256 Credential=([^,]+), ?SignedHeaders=([^,]+), ?Signature=(\w+)$/.exec(
    headers.authorization ?? "",
  );
  if (found === null) return false;
  const [, credential = "", signed = "", signature] = found;
  const [, date = "", region = "", service = ""] = credential.split("/");
  const canonicalHeaders = signed
    .split(";")
    .map((name) => `${name}:${name === "host" ? host : (headers[name] ?? "").trim()}\n`)
    .join("");
  // Services other than S3 encode each part of the path once more.
  const encodedPath = path.split("/").map(encodeURIComponent).join("/");
  const request = [method, encodedPath, "", canonicalHeaders, signed, sha256(body)].join("\n");
  const scope = `${date}/${region}/${service}/aws4_request`;
  const toSign = ["AWS4-HMAC-SHA256", headers["x-amz-date"], scope, sha256(request)].join("\n");
  const key = [date, region, service, "aws4_request"].reduce<string | Buffer>(hmac, `AWS4${secret}`);
  return hmac(key, toSign).toString("hex") === signature;
}

/**
 * Messages of AWS's event stream, each an event of this type.
 *
 * @see https://docs.aws.amazon.com/lexv2/latest/dg/event-stream-encoding.html
 */
export function eventStream(...messages: [type: string, payload: object][]): Buffer {
  const header = (name: string, value: string): Buffer => {
    const length = Buffer.alloc(2);
    length.writeUInt16BE(Buffer.byteLength(value));
    return Buffer.concat([
      Buffer.from([name.length]),
      Buffer.from(name),
      Buffer.from([7]),
      length,
      Buffer.from(value),
    ]);
  };
  const word = (value: number): Buffer => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(value);
    return bytes;
  };
  return Buffer.concat(
    messages.map(([type, payload]) => {
      const headers = Buffer.concat([
        header(":event-type", type),
        header(":content-type", "application/json"),
        header(":message-type", "event"),
      ]);
      const body = Buffer.from(JSON.stringify(payload));
      const prelude = Buffer.concat([word(16 + headers.length + body.length), word(headers.length)]);
      const message = Buffer.concat([prelude, word(crc32(prelude)), headers, body]);
      return Buffer.concat([message, word(crc32(message))]);
    }),
  );
}
