import { anything, flag, itemSchema, listOf, number, objectOf, requiredNumber, requiredText, text, type ItemOf } from '../toolkit/tolerant-schema.ts'

/** One row of `GET /agents/`. The names are the vendor's. */
export const tacticalRow = itemSchema({
  agent_id: requiredText,
  hostname: text,
  site_name: text,
  client_name: text,
  monitoring_type: text,
  description: text,
  needs_reboot: flag,
  pending_actions_count: number,
  status: text,
  last_seen: text,
  boot_time: number,
  checks: objectOf({ total: number, failing: number, warning: number }),
  maintenance_mode: flag,
  logged_username: text,
  italic: flag,
  plat: text,
  goarch: text,
  has_patches_pending: flag,
  version: text,
  operating_system: text,
  public_ip: text,
  cpu_model: listOf(text),
  graphics: text,
  local_ips: text,
  make_model: text,
  physical_disks: listOf(text),
  custom_fields: listOf(anything),
  serial_number: text,
})
export type TacticalRow = ItemOf<typeof tacticalRow>

/** Keys of a row that are known and not shown in the list. */
export const ignoredRowKeys: ReadonlySet<string> = new Set([
  'alert_template', 'overdue_text_alert', 'overdue_email_alert', 'overdue_dashboard_alert', 'policy', 'block_policy_inheritance',
])

/** One node of `GET /clients/`: only what the pages of a pass need. */
export const tacticalClient = itemSchema({ id: number, name: text, agent_count: number })

/** What the connection test reads of `GET /core/dashinfo/`. */
export const tacticalDashInfo = itemSchema({ trmm_version: text })

/** One custom field of `GET /core/customfields/`. */
export const tacticalCustomField = itemSchema({ id: number, name: text, model: text, type: text })

/** `GET /agents/<id>/`, as far as the sections need it. `wmi_detail` has three shapes; see `wmi.ts`. */
export const tacticalDetail = itemSchema({
  agent_id: text,
  plat: text,
  last_seen: text,
  operating_system: text,
  cpu_model: listOf(text),
  make_model: text,
  physical_disks: listOf(text),
  graphics: text,
  local_ips: text,
  public_ip: text,
  total_ram: number,
  disks: listOf(objectOf({ device: text, fstype: text, total: anything, free: anything, percent: number })),
  services: listOf(
    objectOf({ name: text, display_name: text, status: text, start_type: text, autodelay: flag, username: text, pid: number, binpath: text, description: text }),
  ),
  custom_fields: listOf(anything),
  wmi_detail: anything,
})
export type TacticalDetail = ItemOf<typeof tacticalDetail>

/** `GET /software/<id>/` when something is stored; an empty list otherwise. */
export const tacticalSoftware = itemSchema({
  software: listOf(objectOf({ name: text, version: text, publisher: text, install_date: text, size: text, location: text })),
})

/** One check of `GET /agents/<id>/checks/` with this device's result. */
export const tacticalCheck = itemSchema({
  id: number,
  readable_desc: text,
  check_type: text,
  alert_severity: text,
  policy: number,
  overridden_by_policy: flag,
  check_result: objectOf({
    status: text, alert_severity: text, last_run: text, fail_count: number, more_info: text, stdout: text, stderr: text, retcode: number, history: listOf(number),
  }),
})
export type TacticalCheck = ItemOf<typeof tacticalCheck>

/** One update of `GET /winupdate/<id>/`: what the server stored at the device's last search. */
export const tacticalUpdate = itemSchema({
  id: requiredNumber,
  kb: text,
  title: text,
  severity: text,
  categories: listOf(text),
  installed: flag,
  downloaded: flag,
  action: text,
  result: text,
  date_installed: text,
})
export type TacticalUpdate = ItemOf<typeof tacticalUpdate>

/** One alert of `PATCH /alerts/`. Those about the server itself have no `agent_id`. */
export const tacticalAlert = itemSchema({
  id: requiredNumber,
  agent_id: text,
  alert_time: text,
  alert_type: text,
  message: text,
  severity: text,
  snoozed: flag,
  snooze_until: text,
  resolved: flag,
  hidden: flag,
})
export type TacticalAlert = ItemOf<typeof tacticalAlert>

/** `GET /agents/<id>/terminal-defaults/`. */
export const tacticalTerminal = itemSchema({ terminal_mode: text, supports_new_terminal: flag, effective_default_shell: text })
