import { contract } from '@baogong/contract';
import { OpenAPIGenerator } from '@orpc/openapi';
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4';

/** The OpenAPI 3.1 document of the contract: served at /api/openapi.json and kept in docs/generated. */
export async function openApiDocument(): Promise<object> {
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] });
  return generator.generate(contract, {
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
