/** What is counted, in the plural. */
export type ProgressUnit =
  'rows' | 'records' | 'people' | 'companies' | 'addresses' | 'fields filled' | 'merged'

/** What an operation says while it works: typed, never text for stdout. The command line draws it. */
export type ProgressEvent =
  | { kind: 'start'; label: string; total?: number; unit?: ProgressUnit }
  /** `share`: between 0 and 1, where the total is not known but how far it is. */
  | {
      kind: 'progress'
      label: string
      done: number
      total?: number
      share?: number
      unit?: ProgressUnit
      /** Money, so far. */
      spent?: { amount: number; currency: string }
    }
  | { kind: 'done'; label: string; done?: number; unit?: ProgressUnit }
  /** A remark worth a line of its own. */
  | { kind: 'note'; label: string }

export type OnProgress = (event: ProgressEvent) => void
