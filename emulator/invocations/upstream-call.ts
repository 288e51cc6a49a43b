import type { ApiFormat } from "../models/formats/api-format";
import type { Query } from "../models/query";
import type { StoredEndpoint } from "../serving/stored-endpoint";

/** A request on its way to the model. */
export interface UpstreamCall {
  endpoint: StoredEndpoint;
  format: ApiFormat;
  query: Query;
  /** Endpoints that the request has come through, as `url/name`. */
  via: readonly string[];
}
