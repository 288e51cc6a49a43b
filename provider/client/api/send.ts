import type { Dispatcher } from "undici";

export interface Exchange {
  /** Scheme, host and port. */
  origin: string;
  method: string;
  /** Path with query. */
  path: string;
  headers: Record<string, string>;
  body?: string | undefined;
  /** How long the server may stay silent, in milliseconds. */
  timeoutMs: number;
  /** How long the whole exchange may take, in milliseconds, however busily the server sends. */
  limitMs?: number;
  signal?: AbortSignal | undefined;
}

export interface RawAnswer {
  status: number;
  headers: Record<string, string>;
  text: string;
}

/** A longer timer fires at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** The exchange did not come to its end. */
export class ExchangeFailed extends Error {
  override readonly name = "ExchangeFailed";

  constructor(
    override readonly cause: unknown,
    /** Whether the request may have left: only then can it have had an effect. */
    readonly sent: boolean,
    /** Status of the answer that broke off in the middle. */
    readonly status?: number,
  ) {
    super(cause instanceof Error ? cause.message : String(cause));
  }
}

/**
 * One HTTP request and its whole answer, whatever its status; redirects are answers too. Speaks to undici's dispatcher
 * directly, as this tells whether the request was ever put on a connection: "nothing was sent" is what allows a create
 * to be sent again.
 */
export function send(exchange: Exchange, dispatcher: Dispatcher): Promise<RawAnswer> {
  const { origin, method, path, headers, body, timeoutMs, limitMs, signal } = exchange;
  return new Promise((resolve, reject) => {
    let sent = false;
    let status: number | undefined;
    let answerHeaders: Record<string, string> = {};
    let controller: Dispatcher.DispatchController | undefined;
    const chunks: Buffer[] = [];

    const done = () => {
      clearTimeout(limit);
      signal?.removeEventListener("abort", onAbort);
    };
    const fail = (cause: unknown) => {
      done();
      reject(new ExchangeFailed(cause, sent));
    };
    const stop = (reason: unknown) => {
      controller?.abort(asError(reason));
      fail(reason);
    };
    const onAbort = () => stop(signal?.reason);
    const limit =
      limitMs === undefined
        ? undefined
        : setTimeout(() => stop(new TookTooLong()), Math.min(limitMs, LONGEST_TIMER_MS));
    if (signal?.aborted) return fail(signal.reason);
    signal?.addEventListener("abort", onAbort, { once: true });

    try {
      dispatcher.dispatch(
        {
          origin,
          method,
          path,
          headers,
          body: body ?? null,
          headersTimeout: timeoutMs,
          bodyTimeout: timeoutMs,
        },
        {
          onRequestStart(requestController) {
            controller = requestController;
            if (signal?.aborted) return requestController.abort(asError(signal.reason));
            sent = true;
          },
          onResponseStart(_controller, statusCode, incoming) {
            // 1xx answers only announce the real one.
            if (statusCode < 200) return;
            status = statusCode;
            answerHeaders = flat(incoming);
          },
          onResponseData(_controller, chunk) {
            chunks.push(chunk);
          },
          onResponseEnd() {
            done();
            resolve({
              status: status ?? 0,
              headers: answerHeaders,
              text: Buffer.concat(chunks).toString("utf8"),
            });
          },
          onResponseError(_controller, error) {
            fail(error);
          },
        },
      );
    } catch (error) {
      fail(error);
    }
  });
}

/** The whole time that an exchange may take is over. */
class TookTooLong extends Error {
  readonly code = "UND_ERR_BODY_TIMEOUT";
}

function flat(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name.toLowerCase(), Array.isArray(value) ? value.join(", ") : value]],
    ),
  );
}

function asError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error("aborted by the caller");
}
