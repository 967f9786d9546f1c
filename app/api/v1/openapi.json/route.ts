import { publicAddress } from '@/lib/gate/origin';
import { openApiDocument } from '@/lib/openapi/document';

/** The document is for everybody: it says what the API is, not what is in it. */
export function GET(request: Request): Response {
  return Response.json(openApiDocument(`${publicAddress(request.headers)}/api/v1`));
}
