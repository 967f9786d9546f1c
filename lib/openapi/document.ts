import { OpenAPIRegistry, OpenApiGeneratorV31 } from '@asteasolutions/zod-to-openapi';
import { z } from 'zod';
import { problemSchema } from '@/lib/gate/problem';
import type { Operation } from '@/lib/gate/http';
import { auditListShape } from '@/lib/audit/list-audit';
import { importReportShape } from '@/lib/imports/report';
import { requestListShape } from '@/lib/requests/list-requests';
import { requestDetailShape } from '@/lib/requests/request-shape';
import { siteListShape } from '@/lib/sites/list-sites';
import { siteDetailShape } from '@/lib/sites/site-shape';
import { operations } from './operations';

/** The OpenAPI 3.1 document, built from the schemas that parse the requests. `server` is the API's base address. */
export function openApiDocument(server: string): ReturnType<OpenApiGeneratorV31['generateDocument']> {
  const registry = new OpenAPIRegistry();
  for (const [shape, name] of named) registry.registerComponent('schemas', name, jsonSchema(shape));
  registry.registerComponent('securitySchemes', 'token', { type: 'http', scheme: 'bearer', description: 'An API token' });
  for (const operation of operations) register(registry, operation);
  return new OpenApiGeneratorV31(registry.definitions).generateDocument({
    openapi: '3.1.0',
    info: {
      title: 'Siteward',
      version: '1',
      description: 'Sites, their owners, audiences and requests. Errors are RFC 9457 problems that name the field.',
    },
    servers: [{ url: server }],
    security: [{ token: [] }],
  });
}

/** Shapes that stand once in the document, so that clients get one type for each. */
const named = new Map<z.ZodType, string>([
  [problemSchema, 'Problem'],
  [siteDetailShape, 'Site'],
  [siteListShape, 'SiteList'],
  [requestDetailShape, 'Request'],
  [requestListShape, 'RequestList'],
  [importReportShape, 'ImportReport'],
  [auditListShape, 'AuditEventList'],
]);

function answerSchema(answer: z.ZodType): z.ZodType | { $ref: string } {
  const name = named.get(answer);
  return name === undefined ? answer : { $ref: `#/components/schemas/${name}` };
}

function jsonSchema(shape: z.ZodType): object {
  const { $schema: _dialect, ...schema } = z.toJSONSchema(shape, { io: 'output', unrepresentable: 'any' });
  return schema;
}

function register(registry: OpenAPIRegistry, operation: Operation): void {
  const names = [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '');
  const params = z.object(Object.fromEntries(names.map((name) => [name, operation.input.shape[name] as z.ZodType])));
  const rest = z.strictObject(Object.fromEntries(Object.entries(operation.input.shape).filter(([name]) => !names.includes(name))));
  const asQuery = operation.method === 'GET' || operation.media !== undefined;
  const headers = z.object({
    ...(operation.method === 'POST' ? { 'Idempotency-Key': z.string().max(255).optional() } : {}),
    ...(operation.method !== 'GET' && 'revision' in operation.input.shape ? { 'If-Match': z.string().optional() } : {}),
  });
  const media = operation.media ?? (asQuery ? undefined : { 'application/json': rest });
  registry.registerPath({
    method: operation.method.toLowerCase() as 'get',
    path: operation.path,
    operationId: operation.id,
    tags: [operation.tag],
    summary: operation.summary,
    request: {
      ...(names.length > 0 ? { params } : {}),
      ...(asQuery && Object.keys(rest.shape).length > 0 ? { query: rest } : {}),
      ...(Object.keys(headers.shape).length > 0 ? { headers } : {}),
      ...(media === undefined
        ? {}
        : { body: { content: Object.fromEntries(Object.entries(media).map(([type, schema]) => [type, { schema }])) } }),
    },
    responses: {
      [operation.status]: {
        description: operation.summary,
        content: Object.fromEntries((operation.answers ?? ['application/json']).map((type) => [type, { schema: answerSchema(operation.answer) }])),
      },
      default: { description: 'A problem', content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } },
    },
  });
}
