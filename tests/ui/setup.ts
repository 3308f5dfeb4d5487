import { cleanup } from '@testing-library/react'
import { afterEach, beforeEach } from 'vitest'
import '#renderer/lib/page-setup.ts'

// A light DOM has no layout: a list that draws what is in sight needs a sight.
const sizes = { offsetWidth: 1_200, offsetHeight: 640, clientWidth: 1_200, clientHeight: 640 }
for (const [name, value] of Object.entries(sizes)) Object.defineProperty(HTMLElement.prototype, name, { configurable: true, get: () => value })

beforeEach(() => localStorage.clear())
afterEach(cleanup)
