const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/))

/** Keys of the detail that are known and not shown in a section. */
export const ignoredDetailKeys = words(
  'winupdatepolicy checks timezone all_timezones client client_name site site_name patches_last_installed applied_policies effective_patch_policy alert_template effective_default_shell created_by created_time modified_by modified_time version goarch hostname id pk status boot_time logged_in_username logged_username last_logged_in_user needs_reboot description monitoring_type policy block_policy_inheritance overdue_email_alert overdue_text_alert overdue_dashboard_alert offline_time overdue_time check_interval time_zone default_shell default_shell_custom maintenance_mode mesh_node_id choco_installed has_patches_pending pending_actions_count serial_number italic',
)

/** Keys of the stored list of programs beside the list. */
export const ignoredSoftwareKeys = words('id agent created_by created_time modified_by modified_time')

/** Settings of a check that say how it works and not how it went. */
export const ignoredCheckKeys = words(
  'assignedtasks alert_template name email_alert text_alert dashboard_alert fails_b4_alert run_interval error_threshold warning_threshold disk ip script_args env_vars info_return_codes warning_return_codes success_return_codes timeout svc_name svc_display_name pass_if_start_pending pass_if_svc_not_exist restart_if_stopped svc_policy_mode log_name event_id event_id_is_wildcard event_type event_source event_message fail_when search_last_days number_of_events_b4_alert managed_by_policy agent script created_by created_time modified_by modified_time',
)

/** Texts and links of an update that its number leads to as well. */
export const ignoredUpdateKeys = words('guid description category_ids kb_article_ids more_info_urls support_url revision_number agent')

/** What an alert says about its device again, and what was sent and run because of it. */
export const ignoredAlertKeys = words(
  'hostname client site agent assigned_check assigned_task resolved_on email_sent resolved_email_sent sms_sent resolved_sms_sent action_run action_stdout action_stderr action_retcode action_execution_time resolved_action_run resolved_action_stdout resolved_action_stderr resolved_action_retcode resolved_action_execution_time',
)
