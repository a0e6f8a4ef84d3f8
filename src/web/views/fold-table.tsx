// A table whose rows become blocks where the window is narrow, if it wants: each cell then says of what it is.

import type { ComponentChildren } from 'preact'

export interface FoldRow {
  key: string
  /** The first cell, which names the row. */
  head: ComponentChildren
  cells: ComponentChildren[]
  /** Stands below the row, over its whole width. */
  remark?: ComponentChildren
}

export interface FoldTableProps {
  caption: string
  /** Of the first column and the others. */
  columns: { name: string; isNumber?: boolean }[]
  rows: FoldRow[]
  /** False for one that has room everywhere. */
  fold?: boolean
}

export function FoldTable({ caption, columns, rows, fold = true }: FoldTableProps) {
  return (
    <div class="table-wrap">
      <table class={fold ? 'table fold-table' : 'table'}>
        <caption class="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            {columns.map(({ name, isNumber }) => (
              <th key={name} scope="col" {...(isNumber && { class: 'number' })}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        {rows.map((row) => (
          <Row key={row.key} row={row} columns={columns} fold={fold} />
        ))}
      </table>
    </div>
  )
}

interface RowProps {
  row: FoldRow
  columns: FoldTableProps['columns']
  fold: boolean
}

function Row({ row, columns, fold }: RowProps) {
  return (
    <tbody>
      <tr>
        <th scope="row">{row.head}</th>
        {row.cells.map((cell, index) => {
          const column = columns[index + 1]
          return (
            <td key={column?.name} {...(column?.isNumber && { class: 'number' })}>
              {fold && <span class="cell-name">{column?.name}</span>}
              <span>{cell}</span>
            </td>
          )
        })}
      </tr>
      {row.remark && (
        <tr class="remark">
          <td colSpan={columns.length}>{row.remark}</td>
        </tr>
      )}
    </tbody>
  )
}
