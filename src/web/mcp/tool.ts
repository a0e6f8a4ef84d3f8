// How a tool is written down: what it takes and gives as schemas, and a function from one to the other.

import type { McpServer } from '@modelcontextprotocol/server'
import type * as v from 'valibot'
import { type McpCall, sentenceOf } from './call.ts'
import { jsonSchemaOf, type ObjectSchema, sentSchemaOf } from './json-schema.ts'

export interface ToolAnswer<Data> {
  /** For whoever reads: people, and models. What others wrote stands in it as a quotation. */
  text: string
  /** The same for programs, as the tool's output schema says. */
  data: Data
}

interface ToolFacts<Input extends ObjectSchema, Output extends ObjectSchema> {
  /** Letters and `_`. */
  name: string
  title: string
  /** What it does, when to use it, what its limits are. */
  description: string
  /** `undoes`: it may take back what was there. */
  kind: 'reads' | 'adds' | 'undoes'
  input: Input
  output: Output
  run(call: McpCall, asked: v.InferOutput<Input>): Promise<ToolAnswer<v.InferOutput<Output>>>
}

export interface McpTool {
  name: string
  title: string
  kind: ToolFacts<ObjectSchema, ObjectSchema>['kind']
  register(server: McpServer, call: McpCall): void
}

/** Whatever its function throws becomes an answer that says so, without what only the log may know. */
export function tool<Input extends ObjectSchema, Output extends ObjectSchema>(
  facts: ToolFacts<Input, Output>,
): McpTool {
  const { name, title, description, kind, run } = facts
  const config = {
    ...{
      title,
      description,
      inputSchema: sentSchemaOf(facts.input),
      outputSchema: jsonSchemaOf(facts.output),
    },
    annotations: {
      readOnlyHint: kind === 'reads',
      destructiveHint: kind === 'undoes',
      // Twice the same vote is one vote, and a comment that is there already is not added again.
      idempotentHint: true,
      // Nothing but this site is asked or changed.
      openWorldHint: false,
    },
  }
  return {
    ...{ name, title, kind },
    register: (server, call) => {
      server.registerTool(name, config, async (asked) => {
        try {
          const { text, data } = await run(call, asked)
          return { content: [{ type: 'text', text }], structuredContent: data }
        } catch (error) {
          return { content: [{ type: 'text', text: sentenceOf(call, name, error) }], isError: true }
        }
      })
    },
  }
}
