/** Closes a switch: the compiler refuses it while a case is missing; at run time it names the value that slipped through. */
export function assertNever(value: never): never {
  throw new Error(`Unexpected value: ${JSON.stringify(value)}`)
}
