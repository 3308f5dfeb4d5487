import { createRoot } from 'react-dom/client'
import '../ui/fonts.css'
import '../ui/kit.css'
import '../ui/tokens.css'
import '../ui/base.css'
import type { Client } from '../api/client.ts'
import { ConsoleRoot } from './console-root.tsx'

/** Draws the console into an element of the page. */
export const mountConsole = (element: HTMLElement, client: Client): void => createRoot(element).render(<ConsoleRoot client={client} />)
