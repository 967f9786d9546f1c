/**
 * A download that is written while it is read: the reader's pace is the writer's pace. An error on the way breaks the
 * connection off, so that nobody takes a part for the whole; a reader who goes away ends the writer.
 */
export function textStream(chunks: AsyncIterable<string>, type: string, filename: string): Response {
  const iterator = chunks[Symbol.asyncIterator]();
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const step = await iterator.next();
      if (step.done === true) controller.close();
      else controller.enqueue(encoder.encode(step.value));
    },
    async cancel() {
      await iterator.return?.();
    },
  });
  return new Response(body, {
    headers: { 'content-type': type, 'content-disposition': `attachment; filename="${filename}"` },
  });
}
