import { readiness } from '@/lib/gate/readiness';

/** Whether the process can serve: the database answers and has every migration. */
export async function GET(): Promise<Response> {
  const { ready, detail } = await readiness();
  return Response.json({ status: ready ? 'ready' : 'not ready', detail }, { status: ready ? 200 : 503, headers: { 'cache-control': 'no-store' } });
}

export const dynamic = 'force-dynamic';
