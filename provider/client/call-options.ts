import type { RequestOptions } from "./api/http-client";

/** What every call takes beside what it is about. */
export type CallOptions = Pick<RequestOptions, "deadline" | "secrets" | "signal">;
