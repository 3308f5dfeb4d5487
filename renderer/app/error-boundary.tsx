import { Component } from 'react'
import type { ReactNode } from 'react'
import { Button } from '../ui/button.tsx'
import { ErrorPanel } from '../ui/error-panel.tsx'
import { say } from './app-words.ts'

interface ErrorBoundaryProps {
  readonly children: ReactNode
}

/** Keeps a mistake in one page from taking the window with it. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, { readonly error: Error | null }> {
  override state: { readonly error: Error | null } = { error: null }

  static getDerivedStateFromError(error: Error): { readonly error: Error } {
    return { error }
  }

  override render(): ReactNode {
    const { error } = this.state
    if (!error) return this.props.children
    return (
      <ErrorPanel error={{ what: say('broken'), effect: say('brokenEffect'), next: say('brokenNext'), code: `${error.name}: ${error.message}` }}>
        <Button onClick={() => this.setState({ error: null })}>{say('again')}</Button>
      </ErrorPanel>
    )
  }
}
