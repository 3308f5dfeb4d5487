import { onWish, report } from './remote.ts'

let nextButton = 0
onWish('press', ({ button }) => {
  nextButton = button
})

interface Question {
  readonly message: string
  readonly detail?: string
  readonly buttons?: readonly string[]
}

/** Questions are answered by the button the test chose last; 0 when it chose none. */
export const dialog = {
  showMessageBox: async ({ message, detail = '', buttons = [] }: Question): Promise<{ readonly response: number }> => {
    report({ kind: 'dialog', title: message, text: detail, buttons })
    return { response: nextButton }
  },
  showErrorBox: (title: string, text: string) => report({ kind: 'dialog', title, text, buttons: [] }),
}

export const shell = { openExternal: async (url: string) => report({ kind: 'external', url }) }

export const nativeTheme = { shouldUseDarkColors: false }

interface MenuItem {
  readonly role?: string
  readonly label?: string
  readonly submenu?: readonly MenuItem[]
}

let applicationMenu: readonly MenuItem[] = []
onWish('menu', () => applicationMenu)

export const Menu = {
  buildFromTemplate: (template: readonly MenuItem[]) => template,
  setApplicationMenu: (menu: readonly MenuItem[]) => {
    applicationMenu = menu
  },
}
