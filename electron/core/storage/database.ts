/** What SQLite stores. Booleans are 0 and 1, moments are milliseconds since the epoch. */
export type SqlValue = string | number | Uint8Array | null

/** Reads of one database file. The driver keeps statements prepared; texts must therefore come from a bounded set. */
export interface SqlReader {
  /** The first row, or undefined. */
  get<Row>(sql: string, ...values: readonly SqlValue[]): Row | undefined
  all<Row>(sql: string, ...values: readonly SqlValue[]): Row[]
}

/** Writes of one database file. */
export interface SqlWriter extends SqlReader {
  /** Runs one statement; answers how many rows it changed. */
  run(sql: string, ...values: readonly SqlValue[]): number
  /** Runs a script of several statements. */
  exec(script: string): void
  /** Runs `work` in one transaction; a throw rolls everything back. Inside another transaction it joins that one. */
  transaction<Result>(work: () => Result): Result
  /** A transaction that is on the disk before this answers, whatever happens to the power. */
  durably<Result>(work: () => Result): Result
  /** Rows inserted, updated and deleted by this connection since it was opened, counted by SQLite. */
  totalChanges(): number
}

/** A connection that may only be read. A reader cannot be handed to a function that writes. */
export type ReadDb = SqlReader & { readonly _reads: true }
/** A connection that may be written. */
export type WriteDb = SqlWriter & ReadDb & { readonly _writes: true }

/** The two files of a company: what the servers can give again, and what only we know. */
export interface ReadStores {
  readonly cache: ReadDb
  readonly work: ReadDb
}
export interface WriteStores {
  readonly cache: WriteDb
  readonly work: WriteDb
}

/** Brands a driver's connection. The only places that make these types out of nothing. */
export const asReadDb = (reader: SqlReader): ReadDb => reader as ReadDb
export const asWriteDb = (writer: SqlWriter): WriteDb => writer as WriteDb
