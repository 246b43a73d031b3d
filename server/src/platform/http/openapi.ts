import {
  ApiToken,
  Area,
  Change,
  contract,
  DeliverySummary,
  Figures,
  HistoryEntry,
  ImportReport,
  Item,
  Kind,
  KindDefinition,
  LineSource,
  Me,
  Message,
  Need,
  NeedInput,
  NeedLine,
  NeedLineInput,
  NeedSummary,
  Organisation,
  Person,
  Post,
  ProblemData,
  ProposedLine,
  ReplayProgress,
  Source,
} from '@baogong/contract';
import { OpenAPIGenerator } from '@orpc/openapi';
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4';

/** Named once in the document and referred to, so that it stays readable and small. */
const named = {
  ApiToken,
  Area,
  Change,
  DeliverySummary,
  Figures,
  HistoryEntry,
  ImportReport,
  Item,
  Kind,
  KindDefinition,
  LineSource,
  Me,
  Message,
  Need,
  NeedLine,
  NeedSummary,
  Organisation,
  Person,
  Post,
  ProblemData,
  ProposedLine,
  ReplayProgress,
  Source,
};
const commonSchemas = {
  ...Object.fromEntries(Object.entries(named).map(([name, schema]) => [name, { strategy: 'output' as const, schema }])),
  NeedInput: { strategy: 'input' as const, schema: NeedInput },
  NeedLineInput: { strategy: 'input' as const, schema: NeedLineInput },
  UndefinedError: { error: 'UndefinedError' as const },
};

/** The OpenAPI 3.1 document of the contract: served at /api/openapi.json and kept in docs/generated. */
export async function openApiDocument(): Promise<object> {
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] });
  return generator.generate(contract, {
    commonSchemas,
    info: {
      title: 'Baogong 保供',
      version: '0.1.0',
      description:
        'Needs collected, dispatched, fulfilled and closed out in real time. Every write carries a `commandId` made by the ' +
        'client: repeat it to repeat safely. Quantities are integers in the item’s base unit; null means unknown.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/api' }],
    components: {
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'better-auth.session_token' },
        token: { type: 'http', scheme: 'bearer' },
      },
    },
    security: [{ session: [] }, { token: [] }],
  });
}
