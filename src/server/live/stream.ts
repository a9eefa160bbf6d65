/** One open stream of server-sent events (HTML standard, 9.2). */
export interface EventStream {
  response: Response
  send(event: string, data: object, id?: string | null): void
  /** a comment, which keeps proxies from closing what is silent */
  beat(): void
  end(): void
}

// of events that nobody reads: such a client has gone, or hangs
const mostUnread = 200
/** milliseconds after which the browser comes back by itself */
const retryMs = 2000

/** `onEnd` is called once, whoever ends it. */
export function openEventStream(onEnd: () => void): EventStream {
  const encoder = new TextEncoder()
  let controller: ReadableStreamDefaultController<Uint8Array> | null = null
  const over = (): void => {
    if (controller === null) return
    controller = null
    onEnd()
  }
  const write = (text: string): void => {
    if (controller === null) return
    if ((controller.desiredSize ?? 0) < -mostUnread) return end()
    controller.enqueue(encoder.encode(text))
  }
  const end = (): void => {
    try {
      controller?.close()
    } catch {
      // the other side was quicker
    }
    over()
  }
  const body = new ReadableStream<Uint8Array>({
    start(own) {
      controller = own
    },
    cancel: over,
  })
  write(`retry: ${retryMs}\n\n`)
  return {
    response: new Response(body, {
      headers: {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'private, no-store, no-transform',
        // nginx and its like pass it on at once
        'x-accel-buffering': 'no',
      },
    }),
    send(event, data, id) {
      const text = JSON.stringify(data)
      write(`${id === undefined || id === null ? '' : `id: ${id}\n`}event: ${event}\ndata: ${text}\n\n`)
    },
    beat: () => write(': still here\n\n'),
    end,
  }
}
