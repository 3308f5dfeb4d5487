import { AppError } from '#shared/errors/app-error.ts'
import { type Operation, operationWords } from '#shared/model/operation.ts'

export const operationNotFound = (id: string): AppError =>
  new AppError({
    code: 'operation.not-found',
    what: 'This operation is not known.',
    effect: 'Nothing was changed.',
    next: 'Look in the list of operations; results are kept for 90 days.',
    remedy: 'check-input',
    facts: { operation: id },
  })

export const operationFinished = (operation: Operation): AppError =>
  new AppError({
    code: 'operation.finished',
    what: `This operation has ended already: ${operationWords[operation.state]}.`,
    effect: 'There is nothing left to cancel.',
    next: 'Look at its result.',
    remedy: 'none',
    facts: { operation: operation.id },
  })

export const operationElsewhere = (operation: Operation): AppError =>
  new AppError({
    code: 'operation.not-found',
    what: operation.action === 'shell.run' ? 'This line runs in a shell.' : 'This operation is run by the other Outrider that has this profile open, and it does not answer.',
    effect: operation.action === 'shell.run' ? 'It goes on where it was started.' : 'It was asked to cancel, and may still do so; until then the operation goes on.',
    next: operation.action === 'shell.run' ? 'Press Ctrl-C in that shell.' : 'Look at its state in a moment, or cancel it in the other one.',
    remedy: 'none',
    facts: { operation: operation.id },
  })
