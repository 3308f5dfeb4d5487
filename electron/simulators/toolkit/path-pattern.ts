/** A compiled route pattern: the decoded parameters of a path, or null when the path is another one. */
export type PathMatcher = (path: string) => Readonly<Record<string, string>> | null

/**
 * Compiles `/agents/:agentId/processes/:pid(int)/`. `:name` takes one part without a slash, `:name(int)` digits only,
 * `:agentId` 21 or more characters. Every pattern ends with a slash.
 */
export function compilePattern(pattern: string): PathMatcher {
  const names: string[] = []
  const source = pattern.replace(/[.*+?^${}|[\]\\]/g, '\\$&').replace(/:(\w+)(\(int\))?/g, (_, name: string, whole?: string) => {
    names.push(name)
    if (whole) return '(\\d+)'
    return name === 'agentId' ? '([^/]{21,})' : '([^/]+)'
  })
  const expression = new RegExp(`^${source}$`)
  return (path) => {
    const found = expression.exec(path)
    return found ? Object.fromEntries(names.map((name, index) => [name, decode(found[index + 1]!)])) : null
  }
}

/** Turns a glob of a fault script (`/agents/*`, `**` for anything) into a test. */
export function compileGlob(glob: string): (path: string) => boolean {
  const source = glob.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replace(/\*\*?/g, (stars) => (stars === '**' ? '.*' : '[^/]*'))
  const expression = new RegExp(`^${source}$`)
  return (path) => expression.test(path)
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
