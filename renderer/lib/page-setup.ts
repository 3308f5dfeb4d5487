import { z } from 'zod'
import { stampStyleElements } from './style-nonce.ts'

// Runs before any schema or style is made: imported first by every entry. The content policy forbids generated code.
z.config({ jitless: true })
stampStyleElements()
