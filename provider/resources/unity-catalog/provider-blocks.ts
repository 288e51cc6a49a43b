import * as z from "zod";
import { exactlyOneOf } from "../../schema/field-facts";
import { providerSecret, serviceCredential } from "./provider-secret";

const baseUrl = () => z.url({ protocol: /^https?$/, error: "a URL that starts with https://" });

/** How to reach OpenAI. */
export const openai = z.strictObject({
  /** A connection with a credential of its own. */
  direct: z.strictObject({
    /** The API key. */
    apiKey: providerSecret(),
    /** Base URL. Default `https://api.openai.com/v1`. */
    baseUrl: baseUrl().optional(),
    /** Organization in OpenAI that requests are charged to. */
    organization: z.string().min(1).optional(),
  }),
});

/** How to reach Anthropic: by a key, or by the caller's own token. */
export const anthropic = exactlyOneOf(
  ["direct", "relayed"],
  z.strictObject({
    /** A connection with a credential of its own. */
    direct: z
      .strictObject({
        /** The API key. */
        apiKey: providerSecret(),
      })
      .optional(),
    /** Each caller's own token is passed on, and nothing is stored: `{}`. */
    relayed: z.strictObject({}).optional(),
  }),
);

const microsoftDirect = () =>
  exactlyOneOf(
    ["apiKey", "entraServicePrincipal", "serviceCredential"],
    z.strictObject({
      /** URL of the resource, e.g. `https://my-resource.openai.azure.com`. */
      baseUrl: baseUrl(),
      /** Sign in with an API key. */
      apiKey: providerSecret().optional(),
      /** Sign in with an application of Microsoft Entra ID. */
      entraServicePrincipal: z
        .strictObject({
          /** Tenant id. */
          tenantId: z.string().min(1),
          /** Client (application) id. */
          clientId: z.string().min(1),
          /** The client secret. */
          clientSecret: providerSecret(),
        })
        .optional(),
      /** Sign in with a service credential; on Azure workspaces only. */
      serviceCredential: serviceCredential().optional(),
    }),
  );

/** How to reach Azure OpenAI. */
export const azureOpenai = z.strictObject({
  /** A connection with a credential of its own. */
  direct: microsoftDirect(),
});

/** How to reach Microsoft Foundry. */
export const microsoftFoundry = z.strictObject({
  /** A connection with a credential of its own. */
  direct: microsoftDirect(),
});

const amazonDirect = () =>
  exactlyOneOf(
    ["awsAccessKey", "serviceCredential"],
    z.strictObject({
      /** AWS region, e.g. `eu-central-1`. */
      region: z.string().min(1),
      /** Sign in with an access key. */
      awsAccessKey: z
        .strictObject({
          /** Id of the access key; the API shows it. */
          accessKeyId: z.string().min(1),
          /** The secret access key. */
          secretAccessKey: providerSecret(),
        })
        .optional(),
      /** Sign in with a service credential; on AWS workspaces only. */
      serviceCredential: serviceCredential().optional(),
    }),
  );

/** How to reach Amazon Bedrock. */
export const amazonBedrock = z.strictObject({
  /** A connection with a credential of its own. */
  direct: amazonDirect(),
});

/** How to reach Amazon Bedrock's Mantle endpoints. */
export const bedrockMantle = z.strictObject({
  /** A connection with a credential of its own. */
  direct: amazonDirect(),
});

/** How to reach Gemini Enterprise. */
export const geminiEnterprise = z.strictObject({
  /** A connection with a credential of its own. */
  direct: exactlyOneOf(
    ["apiKey", "serviceCredential"],
    z.strictObject({
      /** Id of the Google Cloud project. */
      projectId: z.string().min(1),
      /** Region, e.g. `europe-west4`. */
      region: z.string().min(1),
      /** Sign in with an API key. */
      apiKey: providerSecret().optional(),
      /** Sign in with a service credential; on Google Cloud workspaces only. */
      serviceCredential: serviceCredential().optional(),
    }),
  ),
});

/** How to reach any OpenAI-compatible server. */
export const custom = z.strictObject({
  /** A connection with a credential of its own. */
  direct: exactlyOneOf(
    ["apiKey", "headerAuth"],
    z.strictObject({
      /** URL of the server; it must be OpenAI-compatible. */
      baseUrl: baseUrl(),
      /** Sign in with a bearer token. */
      apiKey: providerSecret().optional(),
      /** Sign in with a header of your choice. */
      headerAuth: z
        .strictObject({
          /** Name of the header. */
          apiKeyName: z.string().min(1),
          /** Value of the header. */
          apiKeyValue: providerSecret(),
        })
        .optional(),
    }),
  ),
});
