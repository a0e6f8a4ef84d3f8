// What a caller says of its trace: https://www.w3.org/TR/trace-context/#traceparent-header

export interface TraceParent {
  /** 32 hexadecimal digits. */
  traceId: string
  /** 16 hexadecimal digits: the span of the caller. */
  spanId: string
  /** Whether the caller keeps the trace. */
  sampled: boolean
}

/** Undefined for everything that is not well-formed, as the standard has it. */
export function parseTraceParent(header: string | undefined): TraceParent | undefined {
  const [, version, traceId = '', spanId = '', flags = '', rest] =
    /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/.exec(header?.trim() ?? '') ?? []
  if (version === undefined || version === 'ff') return undefined
  // Version 00 ends here; later ones may go on.
  if (version === '00' && rest !== undefined) return undefined
  if (/^0+$/.test(traceId) || /^0+$/.test(spanId)) return undefined
  return { traceId, spanId, sampled: (Number.parseInt(flags, 16) & 1) === 1 }
}
