import { act, render } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import type { EventPath, PayloadOf } from '#shared/contract/contract.ts'
import { createClient } from '#renderer/api/client.ts'
import { ConsoleRoot } from '#renderer/app/console-root.tsx'
import { createFakeApi } from '#tests/fakes/fake-api.ts'
import type { FakeApi, FakeOptions } from '#tests/fakes/fake-api.ts'

/** The whole console over a fake core, with a person at its keyboard. */
export async function renderConsole(options: Partial<FakeOptions> = {}, prepare?: (fake: FakeApi) => void) {
  const fake = createFakeApi({ devices: 60, now: Date.now(), hasAccount: true, ...options })
  prepare?.(fake)
  const user = userEvent.setup()
  const screen = render(<ConsoleRoot client={createClient(fake)} />)
  await screen.findByRole('contentinfo')
  return { fake, user, screen, announce: (<Path extends EventPath>(path: Path, payload: PayloadOf<Path>) => act(() => fake.announce(path, payload))) satisfies FakeApi['announce'] }
}
