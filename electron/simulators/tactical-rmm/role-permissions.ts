/** Every permission flag of a role, in the order the server lists them. */
export const rolePermissions: readonly string[] = [
  'can_list_agents', 'can_use_mesh', 'can_uninstall_agents', 'can_update_agents', 'can_edit_agent', 'can_manage_procs',
  'can_view_eventlogs', 'can_send_cmd', 'can_reboot_agents', 'can_install_agents', 'can_run_scripts', 'can_run_bulk',
  'can_recover_agents', 'can_list_agent_history', 'can_send_wol', 'can_use_registry', 'can_use_terminal', 'can_list_notes',
  'can_manage_notes', 'can_view_core_settings', 'can_edit_core_settings', 'can_do_server_maint', 'can_code_sign',
  'can_run_urlactions', 'can_view_customfields', 'can_manage_customfields', 'can_run_server_scripts', 'can_use_webterm',
  'can_view_global_keystore', 'can_edit_global_keystore', 'can_view_schedules', 'can_manage_schedules', 'can_list_checks',
  'can_manage_checks', 'can_run_checks', 'can_list_clients', 'can_manage_clients', 'can_list_sites', 'can_manage_sites',
  'can_list_deployments', 'can_manage_deployments', 'can_list_automation_policies', 'can_manage_automation_policies',
  'can_list_autotasks', 'can_manage_autotasks', 'can_run_autotasks', 'can_view_auditlogs', 'can_list_pendingactions',
  'can_manage_pendingactions', 'can_view_debuglogs', 'can_list_scripts', 'can_manage_scripts', 'can_list_alerts',
  'can_manage_alerts', 'can_list_alerttemplates', 'can_manage_alerttemplates', 'can_manage_winsvcs', 'can_list_software',
  'can_manage_software', 'can_manage_winupdates', 'can_list_accounts', 'can_manage_accounts', 'can_list_roles',
  'can_manage_roles', 'can_list_api_keys', 'can_manage_api_keys', 'can_view_reports', 'can_manage_reports',
]
