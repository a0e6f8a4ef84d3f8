// The parts that all answers are made of.

import * as v from 'valibot'

/** `YYYY-MM-DDTHH:MM:SS.mmmZ` */
export const time = v.pipe(v.string(), v.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/))

export const hexId = v.pipe(v.string(), v.regex(/^[0-9a-f]{24}$/))

export const count = v.pipe(v.number(), v.integer(), v.minValue(0))

/** JSON Schema knows no flags of patterns. */
export const address = v.pipe(v.string(), v.regex(/^[hH][tT][tT][pP][sS]?:\/\//))
