// What nodes tell of themselves, as Kysely types.

export interface NodeSampleTable {
  node: string
  at: number
  content: string
}

export interface NodesSchema {
  node_sample: NodeSampleTable
}
