/** An event whose listeners may stop what would happen next. */
export class StandinEvent {
  defaultPrevented = false

  preventDefault(): void {
    this.defaultPrevented = true
  }
}
