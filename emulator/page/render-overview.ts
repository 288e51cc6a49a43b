import { html } from "hono/html";
import type { JournalEntry } from "../control/journal";
import type { EndpointView, ModelView } from "./overview";

type Html = ReturnType<typeof html>;

const time = (at: number): string => new Date(at).toISOString().slice(11, 19);

/** Endpoints, their traffic and limits, and the last queries: what the page asks for again and again. */
export const renderOverview = (
  endpoints: EndpointView[],
  services: string[],
  queries: JournalEntry[],
): Html => html`
  <section aria-labelledby="endpoints">
    <h2 id="endpoints">Endpoints</h2>
    ${endpoints.length === 0 ? html`<p>There is no endpoint yet.</p>` : endpoints.map(renderEndpoint)}
    ${
      services.length === 0
        ? ""
        : html`<h2>Model services</h2>
            <ul>
              ${services.map((name) => html`<li><code>${name}</code></li>`)}
            </ul>`
    }
  </section>
  <section aria-labelledby="queries">
    <h2 id="queries">Last queries</h2>
    ${
      queries.length === 0
        ? html`<p>Nobody has asked anything yet.</p>`
        : html`<table>
            <thead>
              <tr>
                <th scope="col">Time</th>
                <th scope="col">Endpoint</th>
                <th scope="col">Way</th>
                <th scope="col">Outcome</th>
                <th scope="col">Caller</th>
              </tr>
            </thead>
            <tbody>
              ${queries.map(renderQuery)}
            </tbody>
          </table>`
    }
  </section>
`;

const renderEndpoint = (endpoint: EndpointView): Html => html`
  <article>
    <h3>
      ${endpoint.name}
      <span class="state ${endpoint.state === "READY" ? "good" : "busy"}">${endpoint.state}</span>
    </h3>
    <p class="facts">
      configuration ${endpoint.version}${endpoint.fallback ? ", with fallback" : ""}
      ${endpoint.history.map(({ at, what }) => html`<span>${time(at)} ${what}</span>`)}
    </p>
    <table>
      <thead>
        <tr>
          <th scope="col">Served model</th>
          <th scope="col">Model</th>
          <th scope="col">Traffic: declared and actual</th>
          <th scope="col">Requests</th>
        </tr>
      </thead>
      <tbody>
        ${endpoint.models.map(renderModel)}
      </tbody>
    </table>
    ${
      endpoint.limits.length === 0
        ? ""
        : html`<ul class="limits">
            ${endpoint.limits.map(
              ({ of, calls, tokens }) =>
                html`<li>
                  ${of}: ${calls ? left(calls, "calls") : ""} ${tokens ? left(tokens, "tokens") : ""} left in
                  this minute
                </li>`,
            )}
          </ul>`
    }
  </article>
`;

const left = ({ used, allowed }: { used: number; allowed: number }, what: string): Html =>
  html`<strong>${Math.max(0, allowed - used)}</strong> of ${allowed} ${what}`;

const renderModel = ({ name, model, declared, actual, requests, failed }: ModelView): Html => html`
  <tr>
    <th scope="row">${name}</th>
    <td>${model}</td>
    <td>
      <svg class="bars" role="img" viewBox="0 0 100 12" preserveAspectRatio="none">
        <title>declared ${declared} %, actual ${actual === undefined ? "none yet" : `${actual} %`}</title>
        <rect class="track" width="100" height="12" />
        <rect class="declared" width="${declared}" height="5" />
        <rect class="actual" y="7" width="${actual ?? 0}" height="5" />
      </svg>
      <span class="number">${declared} % / ${actual === undefined ? "–" : `${actual} %`}</span>
    </td>
    <td class="number">${requests}${failed > 0 ? html`, <span class="bad">${failed} failed</span>` : ""}</td>
  </tr>
`;

const renderQuery = ({ at, identity, status, route }: JournalEntry): Html => {
  const { endpoint, tried, outcome } = route!;
  return html`<tr>
    <td class="number">${time(at)}</td>
    <td>${endpoint}</td>
    <td>
      ${tried.length === 0 ? "no model was asked" : tried.join(" → ")}${tried.length > 1 ? " (fallback)" : ""}
    </td>
    <td class="${outcome === "answered" ? "good" : "bad"}">${outcome} ${status ?? ""}</td>
    <td>${identity ?? ""}</td>
  </tr>`;
};
