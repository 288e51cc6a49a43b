import type { Json } from "../../schema/json";
import { fieldsOf } from "../../schema/plain-object";
import type { HttpClient } from "../api/http-client";
import type { CallOptions } from "../call-options";

/** Who calls, as the workspace knows it. */
export interface Caller {
  /** E-mail address of a user, application id of a service principal. */
  readonly userName: string;
  readonly isServicePrincipal: boolean;
}

/** A service principal's user name is its application id, a UUID; a user's is an e-mail address. */
const UUID = /^[0-9a-f]{8}-[0-9a-f-]{27}$/i;

/**
 * The caller's own identity.
 *
 * @see https://docs.databricks.com/api/workspace/currentuser
 */
export class IdentityClient {
  private caller: Promise<Caller> | undefined;

  constructor(private readonly http: HttpClient) {}

  /**
   * Who calls; asked once for each connection.
   *
   * @throws ApiError
   */
  me(options: CallOptions = {}): Promise<Caller> {
    this.caller ??= this.askForCaller(options).catch((error: unknown) => {
      this.caller = undefined;
      throw error;
    });
    return this.caller;
  }

  private async askForCaller(options: CallOptions): Promise<Caller> {
    const answer = await this.http.request("GET", "/api/2.0/preview/scim/v2/Me", { ...options, decode });
    return answer.value;
  }
}

/** Without a name it would be nobody, who must not be given the right to manage. */
function decode(json: Json): Caller | undefined {
  const { userName } = fieldsOf(json);
  if (typeof userName !== "string" || userName === "") return undefined;
  return { userName, isServicePrincipal: UUID.test(userName) };
}
