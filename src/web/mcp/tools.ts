import { listTools } from './list-tools.ts'
import { memberTools } from './member-tools.ts'
import { paperTools } from './paper-tools.ts'
import { searchTools } from './search-tools.ts'
import { subscribeTools } from './subscribe-tools.ts'
import type { McpTool } from './tool.ts'

/** In the order in which clients list them. */
export const tools: readonly McpTool[] = [
  ...listTools,
  ...searchTools,
  ...subscribeTools,
  ...paperTools,
  ...memberTools,
]
