/** What a service's destination has had since the start. */
export interface DestinationMetrics {
  /** Absent for requests that were refused before a destination was chosen. */
  destination?: string;
  requests: number;
  clientErrors: number;
  serverErrors: number;
  tokens: number;
}
